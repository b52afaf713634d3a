import { Suspense, lazy, useMemo } from 'react';
import { formatNumber, messages, ProblemError, type List } from '@dure/sdk';
import { Button, Checkbox, DataTable, Empty, Face, Facts, Failure, FormBox, Grid, ICONS, Icon, Kpi, Loading, Note, Page, Panel, Switch, Tag, TextInput, confirm, notify, undoable, useForm, type IconName } from '@dure/ui-kit';

const Bars = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Bars })));

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
});

const SERIES = [{ name: 'A', values: [3, 8, 5, 9] }, { name: 'B', values: [2, 6, 7, 4], color: '#1d5ac7' }];
const CATEGORIES = ['Q1', 'Q2', 'Q3', 'Q4'];

export default function KitPage() {
  const t = useT();
  const list = useMemo((): List<{ id: number; name: string }> => ({
    rows: Array.from({ length: 100_000 }, (_, id) => ({ id, name: `${t('name')} ${id}` })),
    loading: false, error: null, retry: () => {}, more: undefined, loadingMore: false,
  }), [t]);
  const form = useForm({ name: 'acme' }, async () => {
    throw new ProblemError(422, 'invalid', t('wrong'), { errors: [{ field: 'name', message: t('wrong') }] });
  });
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
        <Panel title={t('chart')}><Suspense fallback={<Loading />}><Bars label={t('chart')} categories={CATEGORIES} series={SERIES} /></Suspense></Panel>
        <Panel title={t('rows')}><DataTable label={t('rows')} list={list} id={(row) => String(row.id)} onOpen={(row) => notify(row.name)} columns={[
          { key: 'id', title: t('number'), right: true, value: (row) => row.id, render: (row) => formatNumber(row.id) },
          { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => row.name }]} /></Panel>
        <Panel title="Icons"><div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>{(Object.keys(ICONS) as IconName[]).map((name) => <Icon key={name} name={name} />)}</div></Panel>
      </Page>
    </main>
  );
}
