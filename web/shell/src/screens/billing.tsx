import { Suspense, lazy, useMemo, useState } from 'react';
import { formatDay, formatNumber, formatWon, messages, useGet, useList } from '@dure/sdk';
import { Answer, DataTable, Empty, Grid, Kpi, Loading, Modal, Page, Panel, Tag, TextInput } from '@dure/ui-kit';

const Bars = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Bars })));

const useT = messages({
  title: ['사용량과 청구서', 'Usage and invoices'],
  about: ['이번 달에 쓴 만큼과 지금까지의 청구서입니다.', 'What this month has used, and all invoices.'],
  month: ['달', 'Month'],
  usage: ['사용량', 'Usage'],
  lines: ['이 달의 항목', 'Lines of the month'],
  noUse: ['이 달에는 쓴 것이 없습니다', 'Nothing was used in this month'],
  supply: ['공급가', 'Before VAT'],
  vat: ['부가세', 'VAT'],
  total: ['합계', 'Total'],
  times: ['{n}건', '{n} uses'],
  invoices: ['청구서', 'Invoices'],
  number: ['번호', 'Number'],
  state: ['상태', 'State'],
  final: ['확정', 'Final'],
  provisional: ['예상', 'Provisional'],
  due: ['내는 날', 'Due'],
  none: ['아직 청구서가 없습니다', 'No invoices yet'],
  description: ['항목', 'Item'],
  amount: ['금액', 'Amount'],
  close: ['닫기', 'Close'],
});

interface Line { code: string; description: string; amount: number }
interface Usage { meters: { meter: string; quantity: number; unitPrice: number; amount: number }[]; lines: Line[] }
interface Invoice { id: string; month: string; state: string; number: string | null; lines: Line[]; supply: number; vat: number; total: number; due: string | null }

const thisMonth = () => new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', timeZone: 'Asia/Seoul' }).format(new Date()).slice(0, 7);

export default function Billing() {
  const t = useT();
  const [month, setMonth] = useState(thisMonth);
  const usage = useGet<Usage>(/^\d{4}-\d{2}$/.test(month) ? `/api/billing/usage?month=${month}` : null);
  const list = useList<Invoice>('/api/billing/invoices');
  const [open, setOpen] = useState<Invoice | null>(null);
  const chart = useMemo(() => {
    const rows = [...list.rows].reverse();
    return { categories: rows.map((row) => row.month), series: [{ name: t('total'), values: rows.map((row) => row.total) }] };
  }, [list.rows]);
  return (
    <Page title={t('title')} about={t('about')} actions={<TextInput type="month" size="xs" aria-label={t('month')} value={month} onChange={(event) => setMonth(event.currentTarget.value)} />}>
      <Answer query={usage}>
        {(seen) => (
          <>
            <Grid>
              <Kpi label={t('supply')} value={formatWon(seen.lines.reduce((sum, line) => sum + line.amount, 0))} />
              {seen.meters.map((meter) => <Kpi key={meter.meter} label={meter.meter} value={t('times', { n: formatNumber(meter.quantity) })} remark={formatWon(meter.amount)} />)}
            </Grid>
            <Panel title={t('lines')}>{seen.lines.length === 0 ? <p className="d-quiet">{t('noUse')}</p> : <Lines of={seen.lines} />}</Panel>
          </>
        )}
      </Answer>
      {chart.categories.length > 1 && <Panel title={t('invoices')}><Suspense fallback={<Loading />}><Bars label={t('invoices')} {...chart} /></Suspense></Panel>}
      <DataTable label={t('invoices')} list={list} id={(row) => row.id} onOpen={setOpen} empty={<Panel><Empty title={t('none')} icon="receipt" /></Panel>} columns={[
        { key: 'month', title: t('month'), value: (row) => row.month, render: (row) => row.month },
        { key: 'number', title: t('number'), value: (row) => row.number, render: (row) => row.number ?? '–' },
        { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <Tag tone={row.state === 'FINAL' ? 'good' : 'wait'}>{row.state === 'FINAL' ? t('final') : t('provisional')}</Tag> },
        { key: 'due', title: t('due'), value: (row) => row.due, render: (row) => formatDay(row.due) },
        { key: 'total', title: t('total'), right: true, value: (row) => row.total, render: (row) => formatWon(row.total) },
      ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={`${open?.month ?? ''} ${open?.number ?? ''}`} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {open && <><Lines of={open.lines} /><div className="d-pairs"><span>{t('vat')}</span><span>{formatWon(open.vat)}</span></div><div className="d-pairs"><b>{t('total')}</b><b>{formatWon(open.total)}</b></div></>}
      </Modal>
    </Page>
  );
}

const Lines = ({ of }: { of: Line[] }) => <>{of.map((line, index) => <div className="d-pairs" key={index}><span>{line.description}</span><span>{formatWon(line.amount)}</span></div>)}</>;
