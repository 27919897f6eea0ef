import type { ControlStore } from '../store/control.js';
import type { EventRuleRow, EventSinkRow, NewDelivery } from '../store/events.js';
import type { FindingWrite } from '../store/findings.js';
import { timeOrderedId } from '../store/time-ordered-id.js';
import { eventText, findingEvent, type HubEvent } from './envelope.js';
import { Pace } from './pace.js';
import { compilePattern } from './pattern/compile.js';
import type { Test } from './pattern/pattern.js';

type Definitions = Pick<ControlStore, 'listEventRules' | 'listEventSinks'>;

/** A rule as it is applied: where it sends what it matches. */
interface Route {
  rule: string;
  sinks: readonly string[];
  /** A live tail, of which no more is kept in a second than a person can look at. */
  tail?: { until: string };
  matches: Test;
}

/** Events that one live tail is given in a second by one hub. */
const TAIL_RATE = 100;

/** Finds out where events are to go to. */
export class EventRouter {
  /** Lists of rules are remembered by the store for a while, and what they compile to with them. */
  readonly #compiled = new WeakMap<readonly EventRuleRow[], readonly Route[]>();
  #second = 0;
  readonly #tailed = new Map<string, number>();

  constructor(private readonly definitions: Definitions) {}

  /** What is to be delivered of findings that are about to be written. */
  async ofWrites(writes: readonly FindingWrite[], now: Date): Promise<NewDelivery[]> {
    const deliveries: NewDelivery[] = [];
    const known = new Map<string, readonly Route[]>();
    const pace = new Pace();
    for (const { key, document } of writes) {
      const { account, region } = key;
      const scope = `${account} ${region}`;
      const routes = known.get(scope) ?? (await this.#routes(account, region));
      known.set(scope, routes);
      if (routes.length === 0) continue;
      const event = findingEvent(key, document, { account, region, now });
      for (const delivery of await this.#route(event, routes, pace)) deliveries.push(delivery);
    }
    return deliveries;
  }

  /** What is to be delivered of an event; nothing if no rule takes it. */
  async ofEvent(event: HubEvent): Promise<NewDelivery[]> {
    const routes = await this.#routes(event.account, event.region);
    return routes.length === 0 ? [] : this.#route(event, routes, new Pace());
  }

  async #route(event: HubEvent, routes: readonly Route[], pace: Pace): Promise<NewDelivery[]> {
    const body = eventText(event);
    const seen: unknown = JSON.parse(body);
    const time = event.time.toISOString();
    const to = new Map<string, string>();
    for (const { rule, sinks, tail, matches } of routes) {
      // A hundred rules and a large finding may take seconds, by one who means no good.
      if (pace.tired) await pace.rest();
      if (tail !== undefined && (tail.until < time || this.#tailIsFull(rule))) continue;
      if (!matches(seen)) continue;
      // Two rules that lead to one sink do not send it everything twice.
      for (const sink of sinks) if (!to.has(sink)) to.set(sink, rule);
      if (tail !== undefined) this.#tailed.set(rule, (this.#tailed.get(rule) ?? 0) + 1);
    }
    const { id, account, region, detailType } = event;
    // For people; not every engine keeps half a surrogate pair.
    const subject = event.subject.toWellFormed();
    return [...to].map(([sink, rule]) => ({
      ...{ account, region, id: timeOrderedId(event.time.getTime()), sink, rule, event: id },
      ...{ detailType, subject, time, body },
    }));
  }

  #tailIsFull(tail: string): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#tailed.clear();
    }
    return (this.#tailed.get(tail) ?? 0) >= TAIL_RATE;
  }

  /** Both lists come from the store's memory nearly every time. */
  async #routes(account: string, region: string): Promise<readonly Route[]> {
    const rules = await this.definitions.listEventRules(account, region);
    if (rules.length === 0) return [];
    const sinks = await this.definitions.listEventSinks(account, region);
    let routes = this.#compiled.get(rules);
    if (routes === undefined) {
      routes = rules.filter(({ enabled }) => enabled).map(routeOf);
      this.#compiled.set(rules, routes);
    }
    return withOpenSinks(routes, sinks);
  }
}

/** Patterns were checked when they were written. */
const routeOf = ({ id, until, sinks, pattern }: EventRuleRow): Route => ({
  rule: id,
  ...(until === null ? { sinks } : { sinks: [id], tail: { until } }),
  matches: compilePattern(JSON.parse(pattern)),
});

/** Without what has nowhere to go. */
function withOpenSinks(routes: readonly Route[], sinks: readonly EventSinkRow[]): readonly Route[] {
  const open = new Set(sinks.filter(({ enabled }) => enabled).map(({ id }) => id));
  return routes.flatMap((route) => {
    if (route.tail !== undefined) return [route];
    const left = route.sinks.filter((id) => open.has(id));
    return left.length === 0 ? [] : [{ ...route, sinks: left }];
  });
}
