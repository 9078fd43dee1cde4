import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { auditChanges, auditTarget } from '../../infra/audit';
import { OutboundPolicy } from '../../infra/outbound';
import { AiSettings } from './ai-settings';
import type { AiTestDto, AiTestOutcome, TestAiSettingsDto } from './ai-settings.dto';
import { ChatQuirks } from './chat-quirks';
import { addressDenied, type Provider } from './provider';
import { ProviderCallError, ProviderHttp } from './provider-http';
import { listsModel, TEST_TOOL, verdictOnCompletion, verdictOnModels } from './provider-verdict';

/** Together they stay below the time in which every request is answered. */
const MODELS_TIMEOUT_MS = 5_000;
const COMPLETION_TIMEOUT_MS = 15_000;
/** Large providers list hundreds of models, each with a page of text. */
const MODELS_MAX_BYTES = 8 * 1024 * 1024;
const COMPLETION_MAX_BYTES = 256 * 1024;

const QUESTION = {
  messages: [{ role: 'user', content: `Call the tool ${TEST_TOOL} with the status "ok". Write nothing else.` }],
  tools: [
    {
      type: 'function',
      function: {
        name: TEST_TOOL,
        description: 'Reports a status.',
        parameters: {
          type: 'object',
          properties: { status: { type: 'string', enum: ['ok'] } },
          required: ['status'],
        },
      },
    },
  ],
};

/** Tries an AI provider out: its models, then one small answer with a tool. */
@Injectable()
export class ProviderTest {
  constructor(
    private readonly settings: AiSettings,
    private readonly policy: OutboundPolicy,
    private readonly quirks: ChatQuirks,
    @InjectPinoLogger(ProviderTest.name) private readonly logger: PinoLogger,
  ) {}

  /** @throws DomainError `set-by-environment`, `ai-not-configured`, `address-denied` */
  async run(change: TestAiSettingsDto): Promise<AiTestDto> {
    const provider = await this.settings.draft(change);
    auditTarget({ name: provider.model });
    const http = new ProviderHttp(provider, this.policy);
    try {
      const { outcome, latencyMs } = await this.ask(http, provider);
      auditChanges({}, { outcome });
      return { outcome, latencyMs, model: provider.model };
    } catch (error) {
      return { outcome: this.outcomeOf(error), latencyMs: null, model: provider.model };
    } finally {
      await http.close();
    }
  }

  private async ask(http: ProviderHttp, provider: Provider): Promise<Pick<AiTestDto, 'outcome' | 'latencyMs'>> {
    const { model } = provider;
    const models = await http.call({ path: '/models', timeoutMs: MODELS_TIMEOUT_MS, maxBytes: MODELS_MAX_BYTES });
    const refused = verdictOnModels(models);
    if (refused) return { outcome: refused, latencyMs: null };
    const startedAt = performance.now();
    const reply = await http.call({
      path: '/chat/completions',
      json: { model, ...QUESTION },
      timeoutMs: COMPLETION_TIMEOUT_MS,
      maxBytes: COMPLETION_MAX_BYTES,
    });
    const outcome = verdictOnCompletion(reply, listsModel(models, model));
    if (outcome === 'ok' || outcome === 'no-tools') this.quirks.learn(provider, { noTools: outcome === 'no-tools' });
    const latencyMs = reply.status === 200 ? Math.round(performance.now() - startedAt) : null;
    return { outcome, latencyMs };
  }

  private outcomeOf(error: unknown): AiTestOutcome {
    if (!(error instanceof ProviderCallError)) throw error;
    this.logger.info({ err: error, fault: error.fault }, 'The AI provider could not be asked');
    if (error.fault === 'address-denied') throw addressDenied(error);
    auditChanges({}, { outcome: error.fault });
    return error.fault;
  }
}
