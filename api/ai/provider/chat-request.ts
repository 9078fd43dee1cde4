import type { ChatMessage, ChatRequest } from './chat';
import type { Quirks } from './chat-quirks';

/** The body of a streaming chat completion, without what the endpoint refuses. */
export function requestBody(model: string, { messages, tools, maxTokens }: ChatRequest, quirks: Quirks): object {
  return {
    model,
    messages: messages.map(toWire),
    stream: true,
    ...(quirks.noStreamOptions ? {} : { stream_options: { include_usage: true } }),
    ...(quirks.newTokenLimit ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(tools.length > 0 ? { tools: tools.map((tool) => ({ type: 'function', function: tool })) } : {}),
  };
}

function toWire(message: ChatMessage): object {
  if (message.role === 'tool') return { role: 'tool', content: message.content, tool_call_id: message.toolCallId };
  if (message.role !== 'assistant' || !message.toolCalls?.length)
    return { role: message.role, content: message.content };
  return {
    role: 'assistant',
    content: message.content,
    tool_calls: message.toolCalls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function',
      function: { name, arguments: args },
    })),
  };
}
