import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatDay, formatNumber, messages, save } from '@dure/sdk';
import { Button, Checkbox, DataTable, FileButton, FormBox, Grid, Icon, Kpi, Note, Page, Panel, SegmentedControl, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['조직 들여오기', 'Import the organisation'],
  about: ['부서와 사원을 엑셀이나 CSV 파일로 한꺼번에 바꿉니다. 먼저 시험해 보고, 잘못이 없을 때만 반영합니다.', 'Change departments and people by a spreadsheet. It is tried first, and taken over only when nothing is wrong.'],
  template: ['빈 양식', 'Empty form'],
  current: ['지금 조직 내려받기', 'Download what is there'],
  file: ['파일', 'File'],
  choose: ['파일 고르기', 'Choose a file'],
  drop: ['여기에 끌어다 놓아도 됩니다. 엑셀(.xlsx) 또는 CSV, 8MB까지.', 'Or drop it here: Excel (.xlsx) or CSV, up to 8 MB.'],
  kind: ['들여올 것', 'What to import'],
  both: ['부서와 사원', 'Both'],
  departments: ['부서', 'Departments'],
  people: ['사원', 'People'],
  day: ['적용하는 날 (비우면 오늘)', 'Holds from (empty: today)'],
  missing: ['파일에 없는 부서는 닫기', 'Close departments that the file does not name'],
  trial: ['시험해 보기', 'Try it'],
  csvBoth: ['CSV 파일에는 한 가지만 담을 수 있습니다. 부서나 사원을 골라 주세요.', 'A CSV file holds one kind only. Choose departments or people.'],
  noFile: ['파일을 골라 주세요.', 'Please choose a file.'],
  result: ['시험 결과', 'What would happen'],
  from: ['{day}부터 적용됩니다.', 'It holds from {day}.'],
  created: ['새로 생김', 'New'],
  changed: ['내용이 바뀜', 'Changed'],
  transferred: ['자리를 옮김', 'Transferred'],
  left: ['퇴직', 'Leave'],
  moved: ['부서 이동', 'Departments moved'],
  renamed: ['부서 이름', 'Renamed'],
  closed: ['부서 닫힘', 'Closed'],
  unchanged: ['그대로', 'Unchanged'],
  good: ['잘못된 곳이 없습니다. 이대로 반영할 수 있습니다.', 'Nothing is wrong. It can be taken over.'],
  bad: ['{n}군데가 잘못되어 아무것도 바꾸지 않습니다. 고쳐서 다시 시험해 주세요.', '{n} mistakes: nothing will be changed. Mend them and try again.'],
  mistakes: ['잘못된 곳', 'Mistakes'],
  sheet: ['시트', 'Sheet'],
  row: ['줄', 'Row'],
  field: ['칸', 'Column'],
  message: ['까닭', 'Why'],
  faulty: ['잘못된 줄만 내려받기', 'Download the faulty rows'],
  apply: ['반영하기', 'Take it over'],
  applyAsk: ['이 파일대로 조직을 바꿀까요?', 'Change the organisation by this file?'],
  applyAbout: ['모두 반영하거나, 하나라도 안 되면 아무것도 바꾸지 않습니다.', 'All of it is taken over, or nothing.'],
  no: ['취소', 'Cancel'],
  done: ['조직을 바꾸었습니다.', 'The organisation was changed.'],
  failed: ['하지 못했습니다.', 'That did not work.'],
});

interface Mistake { sheet: string; row: number | null; field: string; message: string }
type Count = 'created' | 'changed' | 'transferred' | 'left' | 'moved' | 'renamed' | 'closed' | 'unchanged';
type Report = Record<Count, number> & { effectiveOn: string; errors: Mistake[] };

const COUNTS: Count[] = ['created', 'changed', 'transferred', 'left', 'moved', 'renamed', 'closed', 'unchanged'];
const PATH = '/api/organisation/imports';
const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const isCsv = (file: File) => /\.(csv|tsv|txt)$/i.test(file.name);

/** A trial, and the very question it answered: what is taken over is what was tried. */
interface Tried { query: string; body: Blob; csv: boolean; report: Report }

export default function Import() {
  const t = useT();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const [missingFile, setMissingFile] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useForm({ kind: 'both', effectiveOn: '', close: false }, async (values) => {
    setTried(null);
    setMissingFile(!file);
    if (!file) return;
    const csv = isCsv(file);
    const query = new URLSearchParams({ kind: values.kind, missing: values.close ? 'close' : 'keep', ...(values.effectiveOn && { effectiveOn: values.effectiveOn }) }).toString();
    const body = new Blob([await file.arrayBuffer()], { type: csv ? CSV : XLSX });
    setTried({ query, body, csv, report: await api<Report>(`${PATH}?${query}&dryRun=true`, { method: 'POST', body, headers: { Accept: 'application/json' } }) });
  });
  const choose = (next: File | null) => {
    setFile(next);
    setTried(null);
    setMissingFile(false);
    if (next && isCsv(next) && form.values.kind === 'both') form.set({ kind: 'people' });
  };
  const change = (values: Partial<typeof form.values>) => {
    setTried(null);
    form.set(values);
  };
  const apply = async ({ query, body }: Tried) => {
    if (!await confirm({ title: t('applyAsk'), text: t('applyAbout'), yes: t('apply'), no: t('no') })) return;
    setBusy(true);
    try {
      await api(`${PATH}?${query}&dryRun=false`, { method: 'POST', body, headers: { Accept: 'application/json' } });
      notify(t('done'));
      choose(null);
      await queries.invalidateQueries();
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
    setBusy(false);
  };
  const faulty = ({ query, body, csv }: Tried) =>
    save(`${PATH}?${query}&dryRun=true`, csv ? 'errors.csv' : 'errors.xlsx', { method: 'POST', body, headers: { Accept: csv ? CSV : XLSX } })
      .catch((error: unknown) => notify(reason(error, t('failed')), 'bad'));
  return (
    <Page title={t('title')} about={t('about')} actions={<>
      <Button variant="default" component="a" href={`${PATH}/template.xlsx`} download>{t('template')}</Button>
      <Button variant="default" component="a" href="/api/organisation/exports/organisation.xlsx" download>{t('current')}</Button></>}>
      <Panel>
        <FormBox form={form} submit={t('trial')}>
          <div className="d-drop" data-over={over || undefined} role="group" aria-label={t('file')}
            onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
            onDrop={(event) => { event.preventDefault(); setOver(false); choose(event.dataTransfer.files[0] ?? null); }}>
            <Icon name="upload" size={26} />
            {file && <strong>{file.name}</strong>}
            <FileButton accept={`.xlsx,.csv,${XLSX},${CSV}`} onChange={choose}>{(props) => <Button variant="default" {...props}>{t('choose')}</Button>}</FileButton>
            <span className="d-quiet">{t('drop')}</span>
            {missingFile && <p role="alert" className="d-error">{t('noFile')}</p>}
          </div>
          <SegmentedControl aria-label={t('kind')} value={form.values.kind} onChange={(kind) => change({ kind })}
            data={(['both', 'departments', 'people'] as const).map((value) => ({ value, label: t(value), disabled: value === 'both' && !!file && isCsv(file) }))} />
          {file && isCsv(file) && <span className="d-quiet">{t('csvBoth')}</span>}
          <TextInput type="date" maw={260} label={t('day')} {...form.text('effectiveOn')} onChange={(event) => change({ effectiveOn: event.currentTarget.value })} />
          <Checkbox label={t('missing')} checked={form.values.close} onChange={(event) => change({ close: event.currentTarget.checked })} />
        </FormBox>
      </Panel>
      {tried && (
        <section aria-label={t('result')} aria-live="polite">
          <Note tone={tried.report.errors.length ? 'bad' : 'good'}>{tried.report.errors.length ? t('bad', { n: formatNumber(tried.report.errors.length) }) : <>{t('good')} {t('from', { day: formatDay(tried.report.effectiveOn) })}</>}</Note>
          {tried.report.errors.length > 0 ? (
            <>
              <DataTable label={t('mistakes')} id={(row) => `${row.sheet} ${row.row} ${row.field} ${row.message}`}
                list={{ rows: tried.report.errors, loading: false, error: null, retry: () => {}, more: undefined, loadingMore: false }} columns={[
                  { key: 'sheet', title: t('sheet'), value: (row) => row.sheet, render: (row) => row.sheet },
                  { key: 'row', title: t('row'), right: true, value: (row) => row.row, render: (row) => row.row ?? '–' },
                  { key: 'field', title: t('field'), value: (row) => row.field, render: (row) => row.field },
                  { key: 'message', title: t('message'), value: (row) => row.message, render: (row) => row.message },
                ]} />
              <p><Button variant="default" onClick={() => void faulty(tried)}>{t('faulty')}</Button></p>
            </>
          ) : (
            <>
              <Grid>{COUNTS.map((count) => <Kpi key={count} label={t(count)} value={formatNumber(tried.report[count])} />)}</Grid>
              <Button loading={busy} onClick={() => void apply(tried)}>{t('apply')}</Button>
            </>
          )}
        </section>
      )}
    </Page>
  );
}
