// Computes what a form computes, while somebody types; the server computes it again and its figures count.
import type { Definition, Field, Values } from './model';

/** A fraction, so that tenths stay tenths. */
interface Fraction { n: bigint; d: bigint }
type Value = Fraction | boolean | string | Value[];
type Scope = (name: string, part: string | null) => Value;

const fraction = (n: bigint, d = 1n): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d });
const ZERO = fraction(0n);

/** The number as it is written, 12.50 as 1250/100. */
export function read(value: unknown): Fraction | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(typeof value === 'number' ? plain(value) : typeof value === 'string' ? value.replaceAll(',', '').trim() : '');
  if (!match) return null;
  const digits = match[3] ?? '';
  return fraction(BigInt(`${match[1]}${match[2]}${digits}`), 10n ** BigInt(digits.length));
}
const plain = (value: number) => (Number.isFinite(value) ? (/e/.test(String(value)) ? value.toFixed(10) : String(value)) : '');

function round(value: Fraction, places: number, mode: 'HALF_UP' | 'DOWN' | 'UP'): Fraction {
  const scale = 10n ** BigInt(Math.abs(places));
  const [n, d] = places >= 0 ? [value.n * scale, value.d] : [value.n, value.d * scale];
  const size = n < 0n ? -n : n;
  let whole = size / d;
  const rest = size % d;
  if (rest > 0n && (mode === 'UP' || (mode === 'HALF_UP' && rest * 2n >= d))) whole += 1n;
  const signed = n < 0n ? -whole : whole;
  return places >= 0 ? fraction(signed, scale) : fraction(signed * scale);
}

const number = (value: Value): Fraction => {
  if (typeof value === 'object' && 'n' in value) return value;
  throw new Error('not a number');
};
const list = (values: Value[]): Fraction[] => values.flatMap((value) => (Array.isArray(value) ? list(value) : [number(value)]));
const add = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const compare = (a: Fraction, b: Fraction) => { const x = a.n * b.d - b.n * a.d; return x < 0n ? -1 : x > 0n ? 1 : 0; };
const divide = (a: Fraction, b: Fraction) => {
  if (b.n === 0n) throw new Error('division by zero');
  return fraction(a.n * b.d, a.d * b.n);
};
const digits = (value: Value) => { const f = number(value); return Number(f.n / f.d); };

const FUNCTIONS: Record<string, (values: Value[]) => Value> = {
  SUM: (values) => list(values).reduce(add, ZERO),
  AVERAGE: (values) => { const all = list(values); return all.length ? divide(all.reduce(add, ZERO), fraction(BigInt(all.length))) : ZERO; },
  COUNT: (values) => fraction(BigInt(list(values).length)),
  MIN: (values) => list(values).reduce((a, b) => (compare(a, b) <= 0 ? a : b), list(values)[0] ?? ZERO),
  MAX: (values) => list(values).reduce((a, b) => (compare(a, b) >= 0 ? a : b), list(values)[0] ?? ZERO),
  ABS: (values) => { const sum = list(values).reduce(add, ZERO); return sum.n < 0n ? fraction(-sum.n, sum.d) : sum; },
  ROUND: ([value, places]) => round(number(value!), digits(places!), 'HALF_UP'),
  ROUNDDOWN: ([value, places]) => round(number(value!), digits(places!), 'DOWN'),
  ROUNDUP: ([value, places]) => round(number(value!), digits(places!), 'UP'),
};

const TOKEN = /\s*(\d+(?:\.\d+)?|"[^"]*"|[A-Za-z_]\w*|&&|\|\||[<>=!]=|<>|[-+*/(),.<>=!])/y;
const POWERS: Record<string, number> = { '||': 1, '&&': 2, '=': 3, '==': 3, '!=': 3, '<>': 3, '<': 4, '<=': 4, '>': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6 };
type Node = (scope: Scope) => Value;

/** Makes something to compute of a formula; throws where it cannot be read. */
export function parse(text: string): Node {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.trimEnd().length;) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`${at + 1}: ${text.slice(at, at + 8)}`);
    tokens.push(match[1]!);
  }
  let at = 0;
  const take = (wanted?: string) => {
    const token = tokens[at++];
    if (token === undefined || (wanted && token !== wanted)) throw new Error(`${token ?? '…'}`);
    return token;
  };
  const single = (): Node => {
    const token = take();
    if (token === '-') { const inner = single(); return (scope) => { const f = number(inner(scope)); return fraction(-f.n, f.d); }; }
    if (token === '!') { const inner = single(); return (scope) => !inner(scope); }
    if (token === '(') { const inner = whole(0); take(')'); return inner; }
    if (/^\d/.test(token)) { const value = read(token)!; return () => value; }
    if (token.startsWith('"')) return () => token.slice(1, -1);
    if (!/^[A-Za-z_]/.test(token)) throw new Error(token);
    if (tokens[at] === '(') {
      take('(');
      const values: Node[] = [];
      if (tokens[at] !== ')') {
        do values.push(whole(0)); while (tokens[at] === ',' && take(','));
      }
      take(')');
      const name = token.toUpperCase();
      if (name === 'IF') return (scope) => (values[0]!(scope) === true ? values[1]! : values[2]!)(scope);
      const does = FUNCTIONS[name];
      if (!does) throw new Error(token);
      return (scope) => does(values.map((value) => value(scope)));
    }
    if (/^(true|false)$/i.test(token)) return () => token.toLowerCase() === 'true';
    if (tokens[at] === '.') { take('.'); const part = take(); return (scope) => scope(token, part); }
    return (scope) => scope(token, null);
  };
  const whole = (power: number): Node => {
    let left = single();
    for (let operator = tokens[at]; operator !== undefined && (POWERS[operator] ?? 0) > power; operator = tokens[at]) {
      take();
      left = binary(operator, left, whole(POWERS[operator]!));
    }
    return left;
  };
  const node = whole(0);
  if (at < tokens.length) throw new Error(tokens[at]);
  return node;
}

function binary(operator: string, left: Node, right: Node): Node {
  const same = (a: Value, b: Value) => (typeof a === 'object' && typeof b === 'object' ? compare(number(a), number(b)) === 0 : a === b);
  switch (operator) {
    case '&&': return (scope) => left(scope) === true && right(scope) === true;
    case '||': return (scope) => left(scope) === true || right(scope) === true;
    case '=': case '==': return (scope) => same(left(scope), right(scope));
    case '!=': case '<>': return (scope) => !same(left(scope), right(scope));
    default: return (scope) => {
      const [a, b] = [number(left(scope)), number(right(scope))];
      switch (operator) {
        case '+': return add(a, b);
        case '-': return add(a, fraction(-b.n, b.d));
        case '*': return fraction(a.n * b.n, a.d * b.d);
        case '/': return divide(a, b);
        case '<': return compare(a, b) < 0;
        case '<=': return compare(a, b) <= 0;
        case '>': return compare(a, b) > 0;
        default: return compare(a, b) >= 0;
      }
    };
  }
}

const PLACES: Record<string, number> = { KRW: 0, JPY: 0, VND: 0 };
export const placesOf = (field: Field): number => (field.kind === 'money' ? PLACES[field.currency ?? 'KRW'] ?? 2 : field.decimals ?? 0);
const toNumber = (value: Fraction): number => {
  const whole = value.n / value.d;
  return Number(whole) + Number(value.n - whole * value.d) / Number(value.d);
};

const isPeriod = (value: unknown): value is { from?: string | null; to?: string | null } => typeof value === 'object' && value !== null && !Array.isArray(value);
const MINUTE = 60_000;
/** How long a period is: both of its days counted. */
export function lengthOf(value: unknown): { days: number; minutes: number } | null {
  if (!isPeriod(value) || !value.from || !value.to) return null;
  const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`);
  const [from, to] = [at(value.from), at(value.to)];
  if (!(to >= from)) return null;
  const day = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00Z`);
  return { days: Math.round((day(value.to) - day(value.from)) / (1440 * MINUTE)) + 1, minutes: Math.round((to - from) / MINUTE) };
}

export interface Computed { values: Values; sums: Record<string, Record<string, number>> }

/** A document's values with all formulas computed; what cannot be computed yet is null. */
export function compute(definition: Definition, values: Values): Computed {
  const out: Values = { ...values };
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  const done = new Set<string>();
  const under = new Set<string>();

  const worth = (field: Field | undefined, value: unknown): Value => {
    if (field?.kind === 'select' || field?.kind === 'text' || typeof value === 'boolean') return (value ?? '') as Value;
    return read(value) ?? ZERO;
  };
  const rowsOf = (field: Field) => (Array.isArray(out[field.key]) ? (out[field.key] as Values[]) : []);
  const scope: Scope = (name, part) => {
    const field = fields.get(name);
    settle(name);
    if (part === null) return worth(field, out[name]);
    if (field?.kind === 'table') return rowsOf(field).flatMap((row) => read(row[part]) ?? []);
    const length = lengthOf(out[name]);
    if (!length) return ZERO;
    return part === 'days' ? fraction(BigInt(length.days)) : fraction(BigInt(length.minutes), 60n);
  };
  const result = (field: Field, at: Scope): number | null => {
    try {
      return toNumber(round(number(parse(field.formula!)(at)), placesOf(field), field.rounding ?? 'HALF_UP'));
    } catch {
      return null;
    }
  };
  const settleRow = (columns: Field[], row: Values): Values => {
    const filled: Values = { ...row };
    const busy = new Set<string>();
    const cell = (key: string) => {
      const column = columns.find((one) => one.key === key);
      if (!column?.formula || busy.has(key)) return column;
      busy.add(key);
      filled[key] = result(column, inRow);
      return column;
    };
    const inRow: Scope = (name, part) => {
      const column = cell(name);
      if (!column) return scope(name, part);
      if (part === null) return worth(column, filled[name]);
      const length = lengthOf(filled[name]);
      return length ? (part === 'days' ? fraction(BigInt(length.days)) : fraction(BigInt(length.minutes), 60n)) : ZERO;
    };
    columns.forEach((column) => cell(column.key));
    return filled;
  };
  const settle = (key: string) => {
    if (done.has(key) || under.has(key)) return;
    const field = fields.get(key);
    under.add(key);
    if (field?.kind === 'table') {
      if (field.columns?.some((column) => column.formula)) out[key] = rowsOf(field).map((row) => settleRow(field.columns!, row));
    } else if (field?.formula) {
      out[key] = result(field, scope);
    }
    under.delete(key);
    done.add(key);
  };
  fields.forEach((_, key) => settle(key));
  const sums: Computed['sums'] = {};
  for (const field of definition.fields) {
    if (field.kind !== 'table' || !field.sums?.length) continue;
    sums[field.key] = Object.fromEntries(field.sums.map((column) =>
      [column, toNumber(rowsOf(field).reduce((sum, row) => add(sum, read(row[column]) ?? ZERO), ZERO))]));
  }
  return { values: out, sums };
}
