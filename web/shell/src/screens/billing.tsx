import { Suspense, lazy, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api, formatDay, formatNumber, formatWon, messages, today, useGet, useList, useWhole } from '@dure/sdk';
import { Answer, Button, Checkbox, DataTable, Empty, Facts, FormBox, Grid, Kpi, Loading, Modal, Note, NumberInput, Page, Panel, Progress, Tabs, Tag, TextInput, notify, reason, useForm } from '@dure/ui-kit';
import { State } from '../states';

const Bars = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Bars })));

const useT = messages({
  title: ['사용량과 청구서', 'Usage and invoices'],
  about: ['이번 달에 쓴 만큼과 지금까지의 청구서입니다. 금액마다 어떻게 나왔는지 적혀 있습니다.', 'What this month has used, and all invoices. Each amount says how it comes about.'],
  month: ['달', 'Month'],
  usage: ['사용량', 'Usage'],
  days: ['날마다 쓴 양', 'Uses by day'],
  lines: ['이 달의 항목', 'Lines of the month'],
  noUse: ['이 달에는 쓴 것이 없습니다', 'Nothing was used in this month'],
  supply: ['공급가', 'Before VAT'],
  vat: ['부가세', 'VAT'],
  fee: ['연체 가산금', 'Late fee'],
  total: ['합계', 'Total'],
  times: ['{n}건', '{n} uses'],
  invoices: ['청구서', 'Invoices'],
  number: ['번호', 'Number'],
  state: ['상태', 'State'],
  final: ['확정', 'Final'],
  provisional: ['예상', 'Provisional'],
  due: ['내는 날', 'Due'],
  none: ['아직 청구서가 없습니다', 'No invoices yet'],
  pdf: ['PDF로 받기', 'Download as PDF'],
  csv: ['CSV로 받기', 'Download as CSV'],
  payments: ['납부', 'Payments'],
  owed: ['내야 할 금액', 'Owed'],
  overdue: ['기한이 지난 금액', 'Overdue'],
  reference: ['입금할 때 적을 말', 'What to write beside a transfer'],
  next: ['다음', 'Next'],
  ladder: ['밀린 금액을 그대로 두면 이렇게 됩니다.', 'What happens unless everything overdue is paid.'],
  fine: ['밀린 금액이 없습니다.', 'Nothing is overdue.'],
  contract: ['약정', 'Contracts'],
  noContract: ['약정이 없습니다', 'There is no contract'],
  years: ['{n}년', '{n} y'],
  from: ['시작', 'From'],
  until: ['끝', 'Until'],
  ahead: ['선납 잔액', 'Paid ahead, left'],
  caps: ['사용 한도', 'Spending caps'],
  capsAbout: ['한 달에 쓸 금액을 정합니다. 50, 80, 100%가 되면 메일로 알려 드립니다.', 'How much may be spent a month. You are told by e-mail at 50, 80 and 100 %.'],
  cap: ['한도 (원)', 'Cap (won)'],
  hard: ['한도를 넘으면 막기', 'Refuse what would cost more'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  lift: ['한도 없애기', 'Lift the cap'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Line { code: string; description: string; explanation: string; rule: string; amount: number }
interface Usage { meters: { meter: string; quantity: number; unitPrice: number; amount: number }[]; parts: { day: string; meter: string; quantity: number }[]; lines: Line[] }
interface Invoice { id: string; month: string; state: string; number: string | null; lines: Line[]; supply: number; vat: number; lateFee: number; total: number; due: string | null }
interface Arrears { step: string; nextStep: string | null; nextStepOn: string | null; readOnlyOn: string | null; suspendOn: string | null; closeOn: string | null; open: number; overdue: number; reference: string; receivables: Receivable[] }
interface Receivable { invoiceId: string; number: string; month: string; state: string; open: number; due: string }
interface Contract { contract: { id: string; term: number; startsOn: string; endsOn: string; terminatedOn: string | null; payment: string; balance: number } }
interface Cap { meter: string; won: number; hard: boolean; spent: number }

const thisMonth = () => today().slice(0, 7);

export default function Billing() {
  const t = useT();
  return (
    <Page title={t('title')} about={t('about')}>
      <Tabs defaultValue="usage" keepMounted={false}>
        <Tabs.List mb="md">{(['usage', 'invoices', 'payments', 'contract', 'caps'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(tab)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="usage"><UsageTab /></Tabs.Panel>
        <Tabs.Panel value="invoices"><InvoicesTab /></Tabs.Panel>
        <Tabs.Panel value="payments"><PaymentsTab /></Tabs.Panel>
        <Tabs.Panel value="contract"><ContractsTab /></Tabs.Panel>
        <Tabs.Panel value="caps"><CapsTab /></Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function UsageTab() {
  const t = useT();
  const [month, setMonth] = useState(thisMonth);
  const usage = useGet<Usage>(/^\d{4}-\d{2}$/.test(month) ? `/api/billing/usage?month=${month}&by=day` : null);
  const chart = useMemo(() => {
    const days = [...new Set(usage.data?.parts.map((part) => part.day))].sort();
    const meters = [...new Set(usage.data?.parts.map((part) => part.meter))];
    const of = (meter: string, day: string) => usage.data!.parts.find((part) => part.meter === meter && part.day === day)?.quantity ?? 0;
    return { categories: days.map((day) => String(Number(day.slice(8)))), series: meters.map((meter) => ({ name: meter, values: days.map((day) => of(meter, day)) })) };
  }, [usage.data]);
  return (
    <>
      <TextInput type="month" size="xs" maw={180} mb="md" aria-label={t('month')} value={month} onChange={(event) => setMonth(event.currentTarget.value)} />
      <Answer query={usage}>
        {(seen) => (
          <>
            <Grid>
              <Kpi label={t('supply')} value={formatWon(seen.lines.reduce((sum, line) => sum + line.amount, 0))} />
              {seen.meters.map((meter) => <Kpi key={meter.meter} label={meter.meter} value={t('times', { n: formatNumber(meter.quantity) })} remark={formatWon(meter.amount)} />)}
            </Grid>
            {chart.categories.length > 0 && <Panel title={t('days')}><Suspense fallback={<Loading />}><Bars label={t('days')} {...chart} /></Suspense></Panel>}
            <Panel title={t('lines')}>{seen.lines.length === 0 ? <p className="d-quiet">{t('noUse')}</p> : <Lines of={seen.lines} />}</Panel>
          </>
        )}
      </Answer>
    </>
  );
}

function InvoicesTab() {
  const t = useT();
  const list = useList<Invoice>('/api/billing/invoices');
  const [open, setOpen] = useState<Invoice | null>(null);
  const chart = useMemo(() => {
    const rows = [...list.rows].reverse();
    return { categories: rows.map((row) => row.month), series: [{ name: t('total'), values: rows.map((row) => row.total) }] };
  }, [list.rows]);
  return (
    <>
      {chart.categories.length > 1 && <Panel title={t('invoices')}><Suspense fallback={<Loading />}><Bars label={t('invoices')} {...chart} /></Suspense></Panel>}
      <DataTable label={t('invoices')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Panel><Empty title={t('none')} icon="receipt" /></Panel>} columns={[
        { key: 'month', title: t('month'), value: (row) => row.month, render: (row) => row.month },
        { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => row.number ?? '–' },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <Tag tone={row.state === 'FINAL' ? 'good' : 'wait'}>{row.state === 'FINAL' ? t('final') : t('provisional')}</Tag> },
        { key: 'due', title: t('due'), value: (row) => row.due, render: (row) => formatDay(row.due) },
        { key: 'total', title: t('total'), right: true, value: (row) => row.total, render: (row) => formatWon(row.total) },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={`${open?.month ?? ''} ${open?.number ?? ''}`} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {open && (
          <>
            <Lines of={open.lines} />
            <div className="d-pairs"><span>{t('supply')}</span><span>{formatWon(open.supply)}</span></div>
            <div className="d-pairs"><span>{t('vat')}</span><span>{formatWon(open.vat)}</span></div>
            {open.lateFee > 0 && <div className="d-pairs"><span>{t('fee')}</span><span>{formatWon(open.lateFee)}</span></div>}
            <div className="d-pairs"><b>{t('total')}</b><b>{formatWon(open.total)}</b></div>
            <div className="d-actions" style={{ marginTop: 14 }}>
              <Button component="a" href={`/api/billing/invoices/${open.id}.pdf`} download>{t('pdf')}</Button>
              <Button variant="default" component="a" href={`/api/billing/invoices/${open.id}.csv`} download>{t('csv')}</Button>
            </div>
          </>
        )}
      </Modal>
    </>
  );
}

/** Each line with the sentence that explains it and the rule it follows. */
const Lines = ({ of }: { of: Line[] }) => (
  <>
    {of.map((line, index) => (
      <div className="d-pairs" key={index}><span>{line.description}<br /><span className="d-quiet">{line.explanation} ({line.rule})</span></span><span style={{ whiteSpace: 'nowrap' }}>{formatWon(line.amount)}</span></div>
    ))}
  </>
);

function PaymentsTab() {
  const t = useT();
  const query = useGet<Arrears>('/api/billing/arrears');
  return (
    <Answer query={query}>
      {(seen) => (
        <>
          <Grid><Kpi label={t('owed')} value={formatWon(seen.open)} /><Kpi label={t('overdue')} value={formatWon(seen.overdue)} /></Grid>
          <Panel><Facts of={[[t('reference'), <code key="r">{seen.reference}</code>]]} /></Panel>
          {seen.overdue === 0 ? <Note tone="good">{t('fine')}</Note> : (
            <Panel title={t('ladder')}>
              {([['READ_ONLY', seen.readOnlyOn], ['SUSPENDED', seen.suspendOn], ['CLOSED', seen.closeOn]] as const).map(([step, on]) => (
                <div className="d-pairs" key={step}><span><State of={step} /> {step === seen.nextStep && <Tag tone="wait">{t('next')}</Tag>}</span><span>{formatDay(on)}</span></div>
              ))}
            </Panel>
          )}
          {seen.receivables.map((one) => <div className="d-pairs" key={one.invoiceId}><span>{one.month} · {one.number} <State of={one.state} /></span><span>{formatDay(one.due)} · {formatWon(one.open)}</span></div>)}
        </>
      )}
    </Answer>
  );
}

function ContractsTab() {
  const t = useT();
  const list = useWhole<Contract>('/api/billing/contracts');
  return (
    <DataTable label={t('contract')} list={list} id={(row) => row.contract.id} empty={<Panel><Empty title={t('noContract')} icon="calendarCheck" /></Panel>} columns={[
      { key: 'term', title: t('contract'), value: (row) => row.contract.term, render: (row) => <b>{t('years', { n: row.contract.term })}</b> },
      { key: 'from', title: t('from'), value: (row) => row.contract.startsOn, render: (row) => formatDay(row.contract.startsOn) },
      { key: 'until', title: t('until'), value: (row) => row.contract.terminatedOn ?? row.contract.endsOn, render: (row) => formatDay(row.contract.terminatedOn ?? row.contract.endsOn) },
      { key: 'ahead', title: t('ahead'), right: true, value: (row) => row.contract.balance, render: (row) => (row.contract.payment === 'prepaid' ? formatWon(row.contract.balance) : '–') },
    ]} />
  );
}

function CapsTab() {
  const t = useT();
  const caps = useWhole<Cap>('/api/billing/spending-caps');
  const usage = useGet<Usage>(`/api/billing/usage?month=${thisMonth()}`);
  const meters = [...new Set([...caps.rows.map((cap) => cap.meter), ...usage.data?.meters.map((meter) => meter.meter) ?? []])];
  return (
    <>
      <p className="d-quiet">{t('capsAbout')}</p>
      {caps.loading || usage.isPending ? <Loading /> : meters.length === 0 ? <Panel><Empty title={t('noUse')} icon="chart" /></Panel>
        : meters.map((meter) => <CapForm key={meter} meter={meter} cap={caps.rows.find((cap) => cap.meter === meter)} />)}
    </>
  );
}

function CapForm({ meter, cap }: { meter: string; cap: Cap | undefined }) {
  const t = useT();
  const queries = useQueryClient();
  const path = `/api/billing/spending-caps/${encodeURIComponent(meter)}`;
  const etag = async (): Promise<Record<string, string>> => (cap ? { 'If-Match': (await answer<Cap>(path)).etag ?? '' } : {});
  const form = useForm({ won: (cap?.won ?? '') as string | number, hard: cap?.hard ?? false }, async (values) => {
    await api(path, { method: 'PUT', headers: await etag(), body: { won: Number(values.won), hard: values.hard } });
    notify(t('saved'));
    await queries.invalidateQueries();
  });
  const lift = async () => {
    try {
      await api(path, { method: 'DELETE', headers: await etag() });
      await queries.invalidateQueries();
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  return (
    <Panel title={meter}>
      <FormBox form={form} submit={t('save')} actions={cap && <Button variant="default" onClick={() => void lift()}>{t('lift')}</Button>}>
        {cap && <div><Progress value={Math.min(100, (cap.spent / cap.won) * 100)} aria-label={meter} color={cap.spent >= cap.won ? 'red' : undefined} /><span className="d-quiet">{formatWon(cap.spent)} / {formatWon(cap.won)}</span></div>}
        <NumberInput label={t('cap')} min={1} hideControls thousandSeparator="," allowDecimal={false} value={form.values.won} onChange={(won) => form.set({ won })} error={form.error('won')} />
        <Checkbox label={t('hard')} checked={form.values.hard} onChange={(event) => form.set({ hard: event.currentTarget.checked })} />
      </FormBox>
    </Panel>
  );
}
