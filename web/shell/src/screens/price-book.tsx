import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatDay, formatTime, formatWon, messages, useList } from '@dure/sdk';
import { Button, DataTable, FormBox, Modal, Note, NumberInput, Page, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['요금표', 'Price book'],
  about: ['무엇이 언제부터 얼마인지입니다. 닫힌 달은 바뀌지 않습니다.', 'What costs how much from which day on. A closed month never changes.'],
  id: ['상품·항목·정책', 'Product, meter or policy'],
  value: ['값', 'Value'],
  from: ['언제부터', 'From'],
  charged: ['청구되는 첫 달', 'First month charged'],
  version: ['판', 'Version'],
  by: ['정한 사람', 'Recorded by'],
  at: ['정한 때', 'Recorded'],
  change: ['바꾸기', 'Change'],
  effective: ['바뀌는 날', 'Effective from'],
  fromAbout: ['달의 첫날이 아니면 다음 달부터 청구됩니다.', 'Unless it is the first of a month, it is charged from the next one on.'],
  won: ['금액 (원, 부가세 별도)', 'Won before VAT'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  withdraw: ['거두기', 'Withdraw'],
  withdrawAsk: ['{id}의 {from} 값을 거둘까요?', 'Withdraw the value of {id} from {from}?'],
  withdrawAbout: ['닫힌 달에 쓰인 값은 거둘 수 없습니다.', 'A value that a closed month was charged by stays.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Entry { id: string; effectiveFrom: string; chargedFrom: string; won: number | null; value: string | null; version: number; recordedAt: string; recordedBy: string | null }
const PATH = '/api/operator/price-book';

export default function PriceBook() {
  const t = useT();
  const queries = useQueryClient();
  const list = useList<Entry>(PATH);
  const [open, setOpen] = useState<Entry | null>(null);
  const shown = (entry: Entry) => (entry.won === null ? entry.value : formatWon(entry.won));
  const withdraw = async (entry: Entry) => {
    if (!await confirm({ title: t('withdrawAsk', { id: entry.id, from: entry.effectiveFrom }), text: t('withdrawAbout'), yes: t('withdraw'), no: t('no'), danger: true })) return;
    try {
      await api(`${PATH}/${encodeURIComponent(entry.id)}/${entry.effectiveFrom}`, { method: 'DELETE' });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    await queries.invalidateQueries();
  };
  return (
    <Page title={t('title')} about={t('about')}>
      <DataTable label={t('title')} list={list} id={(row) => row.id + row.effectiveFrom} columns={[
        { key: 'id', title: t('id'), value: (row) => row.id, render: (row) => <b>{row.id}</b> },
        { key: 'value', title: t('value'), right: true, value: (row) => row.won ?? row.value, render: shown },
        { key: 'from', title: t('from'), value: (row) => row.effectiveFrom, render: (row) => formatDay(row.effectiveFrom) },
        { key: 'charged', title: t('charged'), value: (row) => row.chargedFrom, render: (row) => row.chargedFrom },
        { key: 'version', title: t('version'), right: true, value: (row) => row.version, render: (row) => row.version },
        { key: 'by', title: t('by'), value: (row) => row.recordedBy, render: (row) => row.recordedBy ?? '–' },
        { key: 'at', title: t('at'), value: (row) => row.recordedAt, render: (row) => formatTime(row.recordedAt), hidden: true },
        { key: 'do', title: t('change'), render: (row) => (
          <span className="d-actions">
            <Button size="compact-xs" variant="default" aria-label={`${t('change')}: ${row.id}`} onClick={() => setOpen(row)}>{t('change')}</Button>
            {row.recordedBy && <Button size="compact-xs" variant="default" aria-label={`${t('withdraw')}: ${row.id} ${row.effectiveFrom}`} onClick={() => void withdraw(row)}>{t('withdraw')}</Button>}
          </span>) },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.id} closeButtonProps={{ 'aria-label': t('close') }}>{open && <EntryForm entry={open} onDone={() => setOpen(null)} />}</Modal>
    </Page>
  );
}

function EntryForm({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const price = entry.won !== null;
  const form = useForm({ effectiveFrom: '', won: (entry.won ?? '') as string | number, value: entry.value ?? '' }, async (values) => {
    await api(PATH, { method: 'POST', body: { id: entry.id, effectiveFrom: values.effectiveFrom || undefined, ...(price ? { won: Number(values.won) } : { value: values.value }) } });
    notify(t('saved'));
    await queries.invalidateQueries();
    onDone();
  });
  return (
    <FormBox form={form} submit={t('save')}>
      <Note>{t('fromAbout')}</Note>
      <TextInput type="date" label={t('effective')} data-autofocus {...form.text('effectiveFrom')} />
      {price ? <NumberInput label={t('won')} min={0} hideControls thousandSeparator="," allowDecimal={false} value={form.values.won} onChange={(won) => form.set({ won })} error={form.error('won')} />
        : <TextInput label={t('value')} {...form.text('value')} />}
    </FormBox>
  );
}
