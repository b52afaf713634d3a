import { Suspense, lazy, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, formatClock, formatNumber, messages, useLanguage } from '@dure/sdk';
import { Answer, Button, Empty, Grid, Kpi, Loading, Page, Panel } from '@dure/ui-kit';
import { State } from '../states';

const useT = messages({
  title: ['상태', 'Health'],
  about: ['서버와 그 부분들이 지금 어떤지, 지난 한 시간 동안 얼마나 바빴는지입니다. 저절로 새로 봅니다.', 'How the server and its parts are, and how busy the last hour was. It is kept fresh.'],
  load: ['지난 한 시간', 'The last hour'],
  loadAbout: ['이 화면에 답한 서버의 10초마다의 값입니다. 더 오래된 값은 /metrics(Prometheus)로 모으세요.', 'Every ten seconds, of the server that answered. Collect /metrics with Prometheus for more.'],
  noLoad: ['아직 값이 없습니다', 'There are no figures yet'],
  noLoadAbout: ['서버가 켜지고 10초 뒤부터 쌓입니다.', 'They begin ten seconds after the server has started.'],
  processor: ['프로세서 (%)', 'Processor (%)'],
  heap: ['메모리 (MiB)', 'Memory (MiB)'],
  rate: ['초당 요청', 'Requests a second'],
  failures: ['초당 실패', 'Failures a second'],
  mean: ['응답 시간 (ms)', 'Time of an answer (ms)'],
  connections: ['데이터베이스 연결', 'Database connections'],
  awaiting: ['연결을 기다림', 'Waiting for one'],
  events: ['밀린 이벤트', 'Events behind'],
  whole: ['전체', 'As a whole'],
  again: ['새로 보기', 'Look again'],
  fine: ['이상 없음', 'Nothing to report'],
});

const Lines = lazy(() => import('@dure/ui-kit/charts').then((charts) => ({ default: charts.Lines })));

interface Sample { at: string; processor: number; heap: number; requests: number; failures: number; meanMillis: number; connections: number; awaiting: number; eventsBehind: number }

interface Health { status: string; components: Record<string, { status: string; reason?: string }> }

/** The answer is the same document whether all is well (200) or not (503). */
const look = async (): Promise<Health> => (await fetch('/api/health')).json() as Promise<Health>;

export default function Health() {
  const t = useT();
  const query = useQuery({ queryKey: ['health'], queryFn: look, refetchInterval: 30_000 });
  return (
    <Page title={t('title')} about={t('about')} actions={<Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>{t('again')}</Button>}>
      <Answer query={query}>
        {(health) => (
          <>
            <Panel><div className="d-panel-head"><h2>{t('whole')}</h2><State of={health.status} /></div></Panel>
            <Grid wide>
              {Object.entries(health.components).map(([name, part]) => (
                <section className="d-panel" key={name} style={{ margin: 0 }}>
                  <div className="d-panel-head"><h2>{name}</h2><State of={part.status} /></div>
                  <span className="d-quiet">{part.reason ?? t('fine')}</span>
                </section>
              ))}
            </Grid>
          </>
        )}
      </Answer>
      <LoadCharts />
    </Page>
  );
}

function LoadCharts() {
  const t = useT();
  const query = useQuery({ queryKey: ['load'], queryFn: ({ signal }) => api<{ items: Sample[] }>('/api/operator/load', { signal }), refetchInterval: 10_000 });
  return (
    <>
      <h2 style={{ fontSize: 16, marginBottom: 4 }}>{t('load')}</h2>
      <p className="d-quiet" style={{ marginTop: 0 }}>{t('loadAbout')}</p>
      <Answer query={query}>
        {({ items }) => (items.length === 0 ? <Panel><Empty title={t('noLoad')} icon="chart">{t('noLoadAbout')}</Empty></Panel> : <Charts samples={items} />)}
      </Answer>
    </>
  );
}

const SECONDS = 10;
const tidy = (value: number) => Math.round(value * 10) / 10;

function Charts({ samples }: { samples: Sample[] }) {
  const t = useT();
  const spoken = useLanguage();
  const charts = useMemo(() => {
    const categories = samples.map((sample) => formatClock(sample.at, 'medium'));
    const chart = (title: string, ...series: [string, (sample: Sample) => number, string?][]) =>
      ({ title, categories, series: series.map(([name, value, color]) => ({ name, values: samples.map((sample) => tidy(value(sample))), color })) });
    return [
      chart(t('rate'), [t('rate'), (one) => one.requests / SECONDS], [t('failures'), (one) => one.failures / SECONDS, '--d-red']),
      chart(t('mean'), [t('mean'), (one) => one.meanMillis, '--d-violet']),
      chart(t('processor'), [t('processor'), (one) => one.processor * 100, '--d-blue']),
      chart(t('heap'), [t('heap'), (one) => one.heap / 1_048_576, '--d-amber']),
      chart(t('connections'), [t('connections'), (one) => one.connections], [t('awaiting'), (one) => one.awaiting, '--d-red']),
      chart(t('events'), [t('events'), (one) => one.eventsBehind, '--d-violet']),
    ];
  }, [samples, spoken, t]);
  const last = samples.at(-1)!;
  return (
    <>
      <Grid>
        <Kpi label={t('rate')} value={formatNumber(tidy(last.requests / SECONDS))} /><Kpi label={t('mean')} value={formatNumber(tidy(last.meanMillis))} />
        <Kpi label={t('processor')} value={formatNumber(tidy(last.processor * 100))} /><Kpi label={t('heap')} value={formatNumber(Math.round(last.heap / 1_048_576))} />
      </Grid>
      <div className="d-charts">
        {charts.map(({ title, ...chart }) => <Panel key={title} title={title}><Suspense fallback={<Loading />}><Lines label={title} height={180} {...chart} /></Suspense></Panel>)}
      </div>
    </>
  );
}
