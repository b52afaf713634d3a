import { useQuery } from '@tanstack/react-query';
import { messages } from '@dure/sdk';
import { Answer, Button, Grid, Page, Panel } from '@dure/ui-kit';
import { State } from '../states';

const useT = messages({
  title: ['상태', 'Health'],
  about: ['서버와 그 부분들이 지금 어떤지입니다. 30초마다 새로 봅니다.', 'How the server and its parts are. Looked at anew every 30 seconds.'],
  whole: ['전체', 'As a whole'],
  again: ['새로 보기', 'Look again'],
  fine: ['이상 없음', 'Nothing to report'],
});

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
    </Page>
  );
}
