// Tells a right answer from a wrong one in three parts: the tool, what it was asked for, and the facts.
import { isEqual } from './figures.mjs';
import { groundingFaults } from './grounding.mjs';
import { ToolCards } from './tool-cards.mjs';

/** These put an order into an answer and narrow nothing. */
const FREE = new Set(['sort', 'order', 'limit', 'itemId']);
const ADMIN_TOOLS = new Set(['storage', 'duplicates', 'unwatched', 'sync_status', 'server_stats']);
/** Of these each card is looked at by the filters of the question. */
const FILTERED = new Set(['search_library', 'recommend']);

export class Judge {
  constructor(library, figures) {
    this.library = library;
    this.figures = figures;
    this.toolCards = new ToolCards(library.sql, library);
  }

  /**
   * @param question with its names filled in
   * @param heard the answer; @param earlier steps of the conversation before it
   * @returns {{ tool: string[], filters: string[] | null, facts: string[] }} what is wrong in each part; null: nothing to judge
   */
  async judge(question, heard, earlier) {
    if (heard.fault)
      return { tool: [heard.fault], filters: question.args ? [heard.fault] : null, facts: [heard.fault] };
    const fitting = heard.steps.filter(({ name }) => question.tools?.includes(name));
    return {
      tool: toolFaults(question, heard, fitting),
      filters: question.args ? filterFaults(question.args, fitting) : null,
      facts: await this.#facts(question, heard, [...earlier, ...heard.steps]),
    };
  }

  async #facts(question, heard, steps) {
    const { facts } = question;
    const cards = heard.items.flatMap(({ item }) => item ?? []);
    const faults = await Promise.all([
      this.#visible(question, cards),
      this.#holding(question, heard, cards),
      this.#counts(question, heard),
      facts.count ? this.#counted(question, heard) : [],
      this.toolCards.faults(
        question.who,
        heard.steps,
        cards.map(({ id }) => id),
      ),
      this.#figures(question, heard, steps),
      facts.first ? this.#first(question, cards) : [],
      groundingFaults(this.library, question, heard, cards),
    ]);
    return [...faults.flat(), ...saidFaults(facts, heard)];
  }

  async #visible({ who }, cards) {
    const ids = cards.map(({ id }) => id);
    const visible = await this.library.visible(who, ids);
    return ids.filter((id) => !visible.has(id)).map((id) => `card ${id} is not ${who}’s to see`);
  }

  /** Each card is what was asked for, and there are some where SQL finds any. */
  async #holding(question, { steps }, cards) {
    const { who, facts, tools } = question;
    const { q, ...filters } = widest(question.args ?? {});
    const isFiltered = (tools ?? []).some((name) => FILTERED.has(name)) && steps.some(({ name }) => FILTERED.has(name));
    const ids = cards.map(({ id }) => id);
    const faults = [];
    if (isFiltered && ids.length > 0) {
      const holding = await this.library.holding(who, { ...filters, ...anyType(cards, filters) }, ids);
      faults.push(...ids.filter((id) => !holding.has(id)).map((id) => `card ${id} does not hold the filters`));
    }
    if (steps.some(({ name }) => ['recommend', 'continue_watching'].includes(name)))
      faults.push(...(await this.#unwatched(who, cards)));
    const there = facts.cards && isFiltered ? await this.library.count(who, filters) : 1;
    if (facts.cards && ids.length === 0 && there > 0) faults.push(`no card, although SQL finds ${there}`);
    if (facts.cards && there === 0) faults.push('the question is void: SQL finds nothing either');
    return [...faults, ...(q === undefined ? [] : await this.#named(question, { ...filters, q }, ids))];
  }

  /** What is named so is among the cards, though others that are named alike may be too. */
  async #named({ who, facts }, filters, ids) {
    if (!facts.cards || ids.length === 0) return [];
    const holding = await this.library.holding(who, filters, ids);
    return holding.size > 0 ? [] : [`no card is named “${filters.q}”`];
  }

  async #unwatched(who, cards) {
    const seen = await Promise.all(
      cards.map(async ({ id, type }) => (await this.library.holding(who, { type, watched: true }, [id])).has(id)),
    );
    return cards.filter((_, at) => seen[at]).map(({ title }) => `“${title}” was watched already`);
  }

  /** What a search counts is what SQL counts by the filters that it took. */
  async #counts({ who }, { steps }) {
    // Which words are alike is for the search to say; of filters that found nothing some are not shown.
    const searches = steps.filter(({ name, count, filters }) => name === 'search_library' && count > 0 && !filters.q);
    const expected = await Promise.all(searches.map(({ filters }) => this.library.count(who, narrowing(filters))));
    return searches.flatMap(({ count }, at) =>
      count === expected[at] ? [] : [`the tool counts ${count}, SQL ${expected[at]}`],
    );
  }

  async #counted({ who }, { steps, figures, text }) {
    const step = steps.findLast(({ name }) => name === 'search_library');
    if (!step) return ['nothing was counted'];
    const expected = await this.library.count(who, narrowing(step.filters));
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    const isSaid = figures.some(({ value }) => value === expected) || numbers.includes(expected);
    return [
      ...(isSaid ? [] : [`${expected} is not said`]),
      ...(expected === 0 ? ['the question is void: SQL counts nothing'] : []),
    ];
  }

  async #figures({ who, facts }, { figures }, steps) {
    const faults = [];
    for (const figure of figures) {
      const step = steps.find(({ id }) => id === figure.toolId);
      const expected = step ? await this.figures.expected(who, figure, step) : undefined;
      if (expected === undefined) faults.push(`nobody can reckon the figure “${figure.label}”`);
      else if (!isEqual(figure.value, expected))
        faults.push(`“${figure.label}” is ${figure.value}, SQL has ${JSON.stringify(expected)}`);
    }
    const labels = figures.map(({ label }) => label);
    const missing = (facts.figures ?? []).filter((label) => !labels.includes(label));
    return [...faults, ...missing.map((label) => `the figure “${label}” is missing`)];
  }

  async #first({ who, args }, cards) {
    if (cards.length === 0) return [];
    const filters = widest(args);
    const [best, value] = [
      await this.library.best(who, filters),
      await this.library.valueOf(cards[0].id, filters.sort),
    ];
    return value === best ? [] : [`the first card has ${value}, the first of SQL ${best}`];
  }
}

function narrowing(filters) {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !FREE.has(name)));
}

function toolFaults({ who, tools }, { steps }, fitting) {
  const called = steps.map(({ name }) => name);
  const forbidden = who === 'ada' ? [] : called.filter((name) => ADMIN_TOOLS.has(name));
  if (forbidden.length > 0) return forbidden.map((name) => `${name} ran for ${who}`);
  if (tools === null || fitting.length > 0) return [];
  return [`${called.join(', ') || 'no tool'} instead of ${tools.join(' or ')}`];
}

/** One of the calls asks for all that is wanted and nothing else; of those that do not the best is told of. */
function filterFaults(args, fitting) {
  const faults = fitting.map(({ filters }) => [
    ...Object.entries(args).flatMap(([name, accepted]) =>
      accepts(accepted, filters[name]) ? [] : [`${name} is ${filters[name] ?? 'missing'}, not ${[accepted].flat()[0]}`],
    ),
    ...Object.keys(filters).flatMap((name) => (FREE.has(name) || name in args ? [] : [`${name} narrows it`])),
  ]);
  return faults.sort((a, b) => a.length - b.length)[0] ?? ['nothing was asked for'];
}

export function accepts(accepted, value) {
  const fold = (one) => (typeof one === 'string' ? one.toLowerCase() : one);
  return [accepted].flat().some((one) => (one === null ? value === undefined : fold(one) === fold(value)));
}

/** The filters of which every right answer is a part. */
function widest(args) {
  const read = (name, accepted) => {
    const values = [accepted].flat().filter((one) => one !== null);
    if (values.length < [accepted].flat().length) return undefined;
    return typeof values[0] === 'number' && values.length > 1 ? Math.max(...values) : values[0];
  };
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, accepted]) => {
      const value = read(name, accepted);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A question that leaves the type open is answered by any. */
function anyType(cards, { type }) {
  const types = new Set(cards.map((card) => card.type));
  return type === undefined && types.size === 1 ? { type: [...types][0] } : {};
}

function saidFaults(facts, heard) {
  const codes = heard.notices.map(({ code }) => code);
  const outside = heard.items.filter(({ inLibrary }) => !inLibrary);
  const words = heard.text.toLowerCase();
  return [
    ...(facts.notices ?? []).flatMap((wanted) =>
      [wanted].flat().some((code) => codes.includes(code)) ? [] : [`no notice “${[wanted].flat().join('” or “')}”`],
    ),
    ...(facts.never ?? []).filter((word) => words.includes(word.toLowerCase())).map((word) => `“${word}” is said`),
    ...(facts.outside && outside.length === 0 ? ['no title from outside the library'] : []),
    ...(!facts.outside && outside.length > 0 ? ['a title from outside the library'] : []),
    ...(facts.nothing && heard.items.length > 0 ? [`${heard.items.length} cards where there is nothing to tell`] : []),
    ...(facts.nothing && heard.figures.some(({ value }) => value !== 0)
      ? ['a figure where there is nothing to tell']
      : []),
  ];
}
