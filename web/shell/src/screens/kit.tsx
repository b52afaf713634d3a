import { Suspense, lazy, useMemo, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { formatNumber, messages, ProblemError, type List } from '@dure/sdk';
import { Button, Calendar, Checkbox, DataTable, DepartmentPicker, Empty, Face, Facts, Failure, FileLink, FilesField, FormBox, Grid, ICONS, Icon, Kpi, Loading, Note, Page, Panel, PdfView, PeoplePicker, PersonPicker, RichText, RichTextEditor, Switch, Tag, TextInput, confirm, notify, undoable, useForm, type IconName, type RichNode, type StoredFile } from '@dure/ui-kit';

const Bars = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Bars })));
const Lines = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Lines })));

const useT = messages({
  title: ['컴포넌트', 'Components'],
  about: ['화면을 이루는 모든 것을 모든 상태로 보여 줍니다.', 'Everything screens are made of, in every state.'],
  rows: ['십만 행', 'A hundred thousand rows'],
  number: ['번호', 'Number'],
  name: ['이름', 'Name'],
  form: ['서버의 오류가 제자리에', 'Server errors at their fields'],
  wrong: ['이 이름은 이미 있습니다.', 'This name is taken.'],
  send: ['보내기', 'Send'],
  ask: ['묻기', 'Ask'],
  said: ['했습니다.', 'Done.'],
  undo: ['되돌리기', 'Undo'],
  no: ['취소', 'Cancel'],
  states: ['상태', 'States'],
  empty: ['아직 아무것도 없습니다', 'Nothing here yet'],
  chart: ['막대그래프', 'Bars'],
  lines: ['꺾은선', 'Lines'],
  editor: ['글 편집기', 'Rich text editor'],
  viewer: ['안전하게 보기', 'Safe viewer'],
  calendar: ['달력', 'Calendar'],
  meeting: ['주간 회의', 'Weekly meeting'],
  pdf: ['PDF 보기', 'PDF viewer'],
  pickers: ['사람과 부서 고르기', 'People and departments'],
  person: ['사람', 'Person'],
  people: ['여러 사람', 'People'],
  department: ['부서', 'Department'],
  required: ['사람을 골라 주세요.', 'Choose somebody.'],
  files: ['파일', 'Files'],
  attached: ['붙인 파일', 'Attached files'],
});

const SERIES = [{ name: 'A', values: [3, 8, 5, 9] }, { name: 'B', values: [2, 6, 7, 4], color: '#1d5ac7' }];
const CATEGORIES = ['Q1', 'Q2', 'Q3', 'Q4'];

/** What somebody hostile might have stored. */
const HOSTILE: RichNode = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '회의록 <script>alert(1)</script>' }] },
    { type: 'paragraph', content: [
      { type: 'text', text: '굵게 bold', marks: [{ type: 'bold' }] }, { type: 'text', text: ' · ' },
      { type: 'text', text: 'javascript:', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }, { type: 'text', text: ' · ' },
      { type: 'text', text: 'https', marks: [{ type: 'link', attrs: { href: 'https://example.com/', onclick: 'alert(1)' } }] },
    ] },
    { type: 'script', content: [{ type: 'text', text: '<img src=x onerror=alert(1)>' }] },
    { type: 'table', content: [{ type: 'tableRow', content: [
      { type: 'tableHeader', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A' }] }] }, { type: 'tableHeader', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'B' }] }] }] }] },
  ],
};

/** What the server would answer, so that the pickers need none. */
const COMPANY = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
const one = <T,>(items: T[]) => ({ pages: [{ items, next: null }], pageParams: [''] });
COMPANY.setQueryData(['list', '/api/organisation/people'], one([
  { id: '1', name: '김서연', loginId: 'kim', posts: [{ departmentName: '영업팀', position: '대리' }] },
  { id: '2', name: '김서연', loginId: 'kim2', posts: [{ departmentName: '재무팀', position: '과장' }] },
  { id: '3', name: '<b>Nguyen</b> Lan', loginId: 'lan', posts: [] },
]));
COMPANY.setQueryData(['list', '/api/organisation/departments'], one([
  { id: '1', name: '경영', path: ['경영'] }, { id: '2', name: '영업팀', path: ['경영', '영업팀'] }, { id: '3', name: '재무팀', path: ['경영', '재무팀'] },
]));
const FILES: StoredFile[] = [
  { id: '1', name: '견적서.pdf', size: 182_400 }, { id: '2', name: '<img src=x>.xlsx', size: 12_900 }, { id: '3', name: '아주 긴 이름의 파일이라 줄에 다 들어가지 않습니다 2027년 상반기 영업 실적 보고.hwpx', size: 5_300_000 },
];

function Pickers() {
  const t = useT();
  const [person, setPerson] = useState<string | null>('1');
  const [people, setPeople] = useState(['1', '3']);
  const [department, setDepartment] = useState<string | null>('2');
  return (
    <QueryClientProvider client={COMPANY}>
      <div className="d-form">
        <PersonPicker label={t('person')} value={person} onChange={setPerson} />
        <PersonPicker label={t('person')} required error={t('required')} value={null} onChange={() => {}} />
        <PeoplePicker label={t('people')} value={people} onChange={setPeople} />
        <DepartmentPicker label={t('department')} value={department} onChange={setDepartment} />
      </div>
    </QueryClientProvider>
  );
}

function FileLists() {
  const t = useT();
  const [files, setFiles] = useState(FILES);
  return <><FilesField label={t('attached')} files={files} onChange={setFiles} />{FILES.slice(0, 2).map((file) => <FileLink key={file.id} file={file} />)}</>;
}

/** A page with one word, so that the viewer needs no server. */
function samplePdf(): Uint8Array {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 200]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>', '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Length 40>>\nstream\nBT /F 36 Tf 60 90 Td (Dure PDF) Tj ET   \nendstream'];
  let text = '%PDF-1.4\n';
  const at = objects.map((object, index) => { const start = text.length; text += `${index + 1} 0 obj\n${object}\nendobj\n`; return start; });
  const xref = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${at.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF`;
  return new TextEncoder().encode(text);
}

export default function KitPage() {
  const t = useT();
  const list = useMemo((): List<{ id: number; name: string }> => ({
    rows: Array.from({ length: 100_000 }, (_, id) => ({ id, name: `${t('name')} ${id}` })),
    loading: false, error: null, retry: () => {}, more: undefined, loadingMore: false,
  }), [t]);
  const form = useForm({ name: 'acme' }, async () => {
    throw new ProblemError(422, 'invalid', t('wrong'), { errors: [{ field: 'name', message: t('wrong') }] });
  });
  const [text, setText] = useState<RichNode>({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: t('about') }] }] });
  const pdf = useMemo(samplePdf, []);
  const events = useMemo(() => [
    { id: '1', title: t('meeting'), start: '2027-02-01 10:00:00', end: '2027-02-01 11:00:00' },
    { id: '2', title: '<b>&amp;</b>', start: '2027-02-03 14:00:00', end: '2027-02-03 15:30:00', tone: 'blue' as const },
    { id: '3', title: t('name'), start: '2027-02-09 09:00:00', end: '2027-02-11 18:00:00', tone: 'grape' as const },
  ], [t]);
  return (
    <main>
      <Page title={t('title')} about={t('about')} actions={<><Button onClick={() => notify(t('said'))}>{t('send')}</Button>
        <Button variant="default" onClick={() => undoable(t('said'), t('undo'), () => notify(t('undo'), 'wait'))}>{t('undo')}</Button>
        <Button variant="default" onClick={() => void confirm({ title: t('ask'), text: t('about'), yes: t('send'), no: t('no'), danger: true })}>{t('ask')}</Button></>}>
        <Grid><Kpi label="KPI" value={formatNumber(128400)} remark={t('said')} /><Kpi label="KPI" value="91.2%" /></Grid>
        <Panel title={t('states')}>
          {(['info', 'good', 'wait', 'bad'] as const).map((tone) => <Note key={tone} tone={tone}>{t('about')}</Note>)}
          <p>{(['plain', 'info', 'good', 'wait', 'bad'] as const).map((tone) => <Tag key={tone} tone={tone}>{tone}</Tag>)} <Face name="김서연" /> <Face name="Nguyen Lan" /></p>
          <p><Button loading>{t('send')}</Button> <Button disabled>{t('send')}</Button></p>
          <Checkbox label={t('name')} defaultChecked /><Switch mt="sm" label={t('name')} defaultChecked />
          <Facts of={[[t('number'), '1'], [t('name'), '<b>&amp;</b>']]} />
          <Grid wide><Empty title={t('empty')} /><Failure error={null} retry={() => {}} /><Loading /></Grid>
        </Panel>
        <Panel title={t('form')}><FormBox form={form} submit={t('send')}><TextInput label={t('name')} {...form.text('name')} /></FormBox></Panel>
        <Panel title={t('pickers')}><Pickers /></Panel>
        <Panel title={t('files')}><FileLists /></Panel>
        <Panel title={t('chart')}><Suspense fallback={<Loading />}><Bars label={t('chart')} categories={CATEGORIES} series={SERIES} /></Suspense></Panel>
        <Panel title={t('lines')}><Suspense fallback={<Loading />}><Lines label={t('lines')} categories={CATEGORIES} series={SERIES} /></Suspense></Panel>
        <Panel title={t('editor')}><RichTextEditor label={t('editor')} value={text} onChange={setText} /></Panel>
        <Panel title={t('viewer')}><RichText value={text} /><hr /><RichText value={HOSTILE} /></Panel>
        <Panel title={t('calendar')}><Calendar label={t('calendar')} events={events} day="2027-02-01" onOpen={(id) => notify(id)} onChoose={(start, end) => notify(`${start} – ${end}`)} /></Panel>
        <Panel title={t('pdf')}><PdfView of={pdf} label={t('pdf')} /></Panel>
        <Panel title={t('rows')}><DataTable label={t('rows')} list={list} id={(row) => String(row.id)} onOpen={(row) => notify(row.name)} columns={[
          { key: 'id', title: t('number'), right: true, value: (row) => row.id, render: (row) => formatNumber(row.id) },
          { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => row.name }]} /></Panel>
        <Panel title="Icons"><div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>{(Object.keys(ICONS) as IconName[]).map((name) => <Icon key={name} name={name} />)}</div></Panel>
      </Page>
    </main>
  );
}
