import type { ChatMessage, ChatRequest } from './chat';
import type { Quirks } from './chat-quirks';

/** The body of a streaming chat completion, without what the endpoint refuses. */
export function requestBody(model: string, { messages, tools, maxTokens }: ChatRequest, quirks: Quirks): object {
  return {
    model,
    messages: alternating(messages).map(toWire),
    stream: true,
    ...(quirks.noStreamOptions ? {} : { stream_options: { include_usage: true } }),
    ...(quirks.newTokenLimit ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(tools.length > 0 ? { tools: tools.map((tool) => ({ type: 'function', function: tool })) } : {}),
  };
}

/** Some endpoints refuse two messages of a person one after the other. */
function alternating(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.reduce<ChatMessage[]>((all, message) => {
    const before = all.at(-1);
    const isSame = message.role === 'user' && before?.role === 'user';
    return isSame
      ? [...all.slice(0, -1), { role: 'user', content: `${before.content}\n\n${message.content}` }]
      : [...all, message];
  }, []);
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
