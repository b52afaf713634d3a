// The figures that a form shows while it is filled are the ones the server will compute: exact, and rounded alike.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { rolldown } from 'rolldown';
import { ROOT } from './server.mjs';

async function load(name) {
  const bundle = await rolldown({ input: path.join(ROOT, 'groupware-bundles/approval/src/main/ui/src', name) });
  const { output: [{ code }] } = await bundle.generate({ format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const { compute, lengthOf, parse } = await load('formula.ts');
const { diff } = await load('diff.ts');

const money = (key, formula, rounding) => ({ kind: 'money', key, label: { ko: key, en: key }, formula, rounding });
const number = (key, decimals = 0) => ({ kind: 'number', key, label: { ko: key, en: key }, decimals });
const form = (...fields) => ({ format: 1, purpose: null, fields, meaning: {}, rules: [] });

test('rows, their sum, the tax cut to won and the total are computed, in whatever order the fields stand', () => {
  const definition = form(
    money('total', 'supply + vat'),
    money('vat', 'IF(taxation = "taxed", supply * 0.1, 0)', 'DOWN'),
    money('supply', 'SUM(items.amount)'),
    { kind: 'table', key: 'items', columns: [number('quantity', 2), money('price'), money('amount', 'quantity * price')], sums: ['amount'] },
    { kind: 'select', key: 'taxation', options: [] });
  const { values, sums } = compute(definition, { taxation: 'taxed', items: [{ quantity: 12, price: 2180000 }, { quantity: 3, price: 364001 }, {}] });
  assert.deepEqual([values.supply, values.vat, values.total, sums.items.amount], [27252003, 2725200, 29977203, 27252003]);
  assert.equal(compute(definition, { taxation: 'free', items: [] }).values.total, 0);
});

test('no sum of tenths is off by a won', () => {
  const definition = form(number('share', 2), money('whole'), money('part', 'whole * share'));
  fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1_000_000_000 }), (percent, whole) => {
    const part = compute(definition, { share: percent / 100, whole }).values.part;
    const exact = BigInt(percent) * BigInt(whole);
    assert.equal(part, Number((exact + 50n) / 100n));
  }));
});

test('halves go away from zero, 절사 and 절상 and places of tens as in spreadsheets', () => {
  const value = (formula, rounding) => compute(form(money('a'), money('x', formula, rounding)), { a: -25 }).values.x;
  assert.deepEqual([value('a / 10'), value('a / 10', 'DOWN'), value('a / 10', 'UP')], [-3, -2, -3]);
  assert.deepEqual([value('ROUNDDOWN(12345, -2)'), value('ROUND(12350, -2)'), value('ROUNDUP(12301, -2)')], [12300, 12400, 12400]);
});

test('a period counts both of its days, also over a month and a leap day', () => {
  assert.equal(lengthOf({ from: '2028-02-28', to: '2028-03-01' }).days, 3);
  assert.equal(lengthOf({ from: '2026-06-11T18:00', to: '2026-06-11T20:30' }).minutes, 150);
  assert.equal(lengthOf({ from: '2026-06-12', to: '2026-06-11' }), null);
  const definition = form({ kind: 'period', key: 'period' }, number('days', 1), { ...number('left', 1), formula: 'period.days - days' });
  assert.equal(compute(definition, { period: { from: '2026-06-11', to: '2026-06-12' }, days: 0.5 }).values.left, 1.5);
});

test('what cannot be computed is empty, and a loop ends', () => {
  const definition = form(money('a', 'b + 1'), money('b', 'a + 1'), money('c', '1 / 0'), money('d', 'SUM('), money('e', 'MIN(3, 2) * MAX(1, 4) - COUNT(1, 1)'));
  const { values } = compute(definition, {});
  assert.deepEqual([values.c, values.d, values.e], [null, null, 6]);
});

test('formulas bind as usual and refuse nonsense', () => {
  const value = (text) => { const { n, d } = parse(text)(() => { throw new Error(); }); return Number(n) / Number(d); };
  assert.equal(value('2 + 3 * 4 - -1'), 15);
  assert.equal(value('(2 + 3) * 4 / 8'), 2.5);
  assert.equal(value('IF(1 < 2 && !(3 = 4) || 1 > 2, 7, 1 / 0)'), 7);
  for (const text of ['', '1 +', '2 ** 3', 'constructor(1)', '1;2', '__proto__(1)', '1 1', '"a']) assert.throws(() => parse(text), `${text} was taken`);
});

test('a comparison loses no word of either text', () => {
  const text = fc.array(fc.constantFrom('가', '나', '다', '라 마', '\n'), { maxLength: 30 }).map((words) => words.join(' '));
  fc.assert(fc.property(text, text, (before, after) => {
    const parts = diff(before, after);
    const side = (dropped) => parts.filter((part) => part.kind !== dropped).map((part) => part.text).join('');
    assert.equal(side('new'), before);
    assert.equal(side('gone'), after);
  }));
});
