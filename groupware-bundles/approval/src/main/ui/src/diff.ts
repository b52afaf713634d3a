export interface Part { kind: 'same' | 'gone' | 'new'; text: string }

const MOST = 1500;
const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];

/** What went and what came between two texts, word by word. */
export function diff(before: string, after: string): Part[] {
  const [a, b] = [words(before), words(after)];
  if (a.length > MOST || b.length > MOST) return [{ kind: 'gone', text: before }, { kind: 'new', text: after }];
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i]![j] = a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  const parts: Part[] = [];
  const put = (kind: Part['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { put('same', a[i++]!); j += 1; }
    else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) put('gone', a[i++]!);
    else put('new', b[j++]!);
  }
  return parts;
}
