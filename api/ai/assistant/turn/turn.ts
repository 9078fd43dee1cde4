import { Injectable } from '@nestjs/common';
import {
  ChatError,
  estimateTokens,
  type ChatMessage,
  type ChatReply,
  type ChatTool,
  type ChatUsage,
} from '../../provider/chat';
import { ChatClient } from '../../provider/chat-client';
import { ChatQuirks } from '../../provider/chat-quirks';
import { readPlan } from './plan';
import { DATA_FOLLOWS, planPrompt, systemPrompt, toChatTool } from './prompt';
import { ToolRunner } from './tool-runner';
import { timeLeft, type TurnState } from './turn-state';

const MOST_ROUNDS = 6;
const TOKENS_OF_A_ROUND = 1_500;
/** The most that one answer may cost. */
export const TOKENS_OF_A_TURN = 40_000;

/** Asks the model and runs the tools that it wants, round by round, until it has answered. */
@Injectable()
export class Turn {
  constructor(
    private readonly chat: ChatClient,
    private readonly quirks: ChatQuirks,
    private readonly runner: ToolRunner,
  ) {}

  /**
   * Writes into the state as it goes, so that what came before a fault is kept.
   * @throws ChatError
   */
  async run(state: TurnState, before: readonly ChatMessage[]): Promise<void> {
    const messages: ChatMessage[] = [
      { role: 'system', content: systemPrompt(new Date()) },
      ...before,
      { role: 'user', content: state.question },
    ];
    if (this.quirks.of(state.allowance.provider).noTools) return this.planned(state, messages);
    try {
      await this.rounds(state, [...messages]);
    } catch (error) {
      if (!(error instanceof ChatError) || error.fault !== 'no-tools') throw error;
      return this.planned(state, messages);
    }
    // Some models take tools and never call them.
    if (state.steps.length === 0 && state.writer.written.text === '' && !state.stoppedBy)
      await this.planned(state, messages);
  }

  private async rounds(state: TurnState, messages: ChatMessage[]): Promise<void> {
    const tools = state.tools.map(toChatTool);
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const isLast = round === MOST_ROUNDS;
      const reply = await this.ask(state, messages, isLast ? [] : tools, true);
      if (reply.toolCalls.length === 0 || isLast || state.stoppedBy) return;
      const calls = reply.toolCalls.map((call, at) => ({ ...call, id: call.id || `call_${round}_${at}` }));
      messages.push({ role: 'assistant', content: reply.text, toolCalls: calls });
      const results = await this.runner.run(state, calls);
      calls.forEach(({ id: toolCallId }, at) => messages.push({ role: 'tool', content: results[at], toolCallId }));
    }
  }

  /** For models without tool calls: first what to look up, then the answer. */
  private async planned(state: TurnState, messages: readonly ChatMessage[]): Promise<void> {
    const prompt = planPrompt(state.tools.map(toChatTool), ToolRunner.MOST_AT_ONCE);
    const [{ content: rules }, ...said] = messages;
    const asked: ChatMessage[] = [{ role: 'system', content: `${rules}\n\n${prompt}` }, ...said];
    const { text } = await this.ask(state, asked, [], false);
    if (state.stoppedBy === 'limit') return;
    state.stoppedBy = null;
    const plan = readPlan(text);
    const results = plan ? await this.runner.run(state, plan) : ['{"error":"The plan was no JSON object."}'];
    // What the library says is never the system's word.
    const data: ChatMessage[] = [
      { role: 'assistant', content: text.trim() || 'I name no tools.' },
      { role: 'user', content: `${DATA_FOLLOWS}\n${results.join('\n')}` },
    ];
    await this.ask(state, [...messages, ...data], [], true);
  }

  private async ask(
    state: TurnState,
    messages: readonly ChatMessage[],
    tools: readonly ChatTool[],
    speaks: boolean,
  ): Promise<ChatReply> {
    const { allowance, signal, writer } = state;
    const left = tokensLeft(state, messages, tools);
    if (left <= 0) {
      state.stoppedBy = 'limit';
      return { text: '', toolCalls: [], usage: state.usage, stoppedBy: null };
    }
    const request = { messages, tools, maxTokens: Math.min(TOKENS_OF_A_ROUND, left) };
    const onText = speaks ? (delta: string) => writer.push(delta) : undefined;
    try {
      const reply = await this.chat.chat(allowance.provider, request, { signal, timeoutMs: timeLeft(state), onText });
      await this.spend(state, reply.usage);
      if (speaks) writer.finish();
      if (reply.stoppedBy) state.stoppedBy = reply.stoppedBy;
      return reply;
    } catch (error) {
      writer.drop();
      if (error instanceof ChatError && error.fault !== 'no-tools') await this.spend(state, error.partial.usage);
      throw error;
    }
  }

  private async spend(state: TurnState, usage: ChatUsage): Promise<void> {
    state.usage = {
      promptTokens: state.usage.promptTokens + usage.promptTokens,
      completionTokens: state.usage.completionTokens + usage.completionTokens,
      estimated: state.usage.estimated || usage.estimated,
    };
    await state.allowance.book(usage);
  }
}

/** For what the model may write; a further call counts before it is made. */
function tokensLeft({ usage, allowance }: TurnState, ...sent: unknown[]): number {
  const used = tokensOf(usage);
  if (used > 0 && used + estimateTokens(JSON.stringify(sent)) > TOKENS_OF_A_TURN) return 0;
  return Math.min(TOKENS_OF_A_TURN, allowance.tokensLeft ?? TOKENS_OF_A_TURN) - used;
}

function tokensOf({ promptTokens, completionTokens }: ChatUsage): number {
  return promptTokens + completionTokens;
}
