import { Link } from 'react-router';
import { inLanguage, messages, useExtensions, useMe } from '@dure/sdk';
import { Grid, Icon, Note, Page, Panel, type IconName } from '@dure/ui-kit';
import { Fenced, titleOf, useContributors, useModules } from '../modules';
import { place } from '../place';

const useT = messages({
  hello: ['{name}님, 안녕하세요', 'Hello, {name}'],
  about: ['오늘 할 일을 여기에서 시작하세요.', 'Start your day here.'],
  external: ['외부 이메일이 없습니다. 비밀번호를 잊으면 이 주소로 새 비밀번호를 보내 드리니 지금 적어 두세요.',
    'You have no external e-mail yet. It is where a new password goes when you forget yours, so please add it now.'],
  add: ['적으러 가기', 'Add it'],
  acting: ['운영자 {name}님이 고객 동의로 들어와 있습니다. 하는 일은 모두 기록됩니다.', 'Operator {name} is here with the customer’s consent. Everything is recorded.'],
  apps: ['바로 가기', 'Go to'],
});

const ADMIN = [
  ['/settings/people', 'users', ['구성원', 'People']],
  ['/settings/products', 'store', ['앱 스토어', 'App store']],
  ['/settings/billing', 'receipt', ['사용량과 청구서', 'Usage and invoices']],
  ['/settings/access', 'shield', ['접속 정책', 'Access policy']],
] as const;
const OPERATOR = [
  ['/operator/tenants', 'building', ['고객사', 'Tenants']],
  ['/operator/addons', 'puzzle', ['애드온', 'Add-ons']],
  ['/operator/closings', 'calendarCheck', ['마감', 'Closings']],
] as const;

export default function Home() {
  const t = useT();
  const me = useMe()!;
  useContributors('home.widget');
  const widgets = useExtensions('home.widget');
  const modules = useModules();
  const ways = place.operator ? OPERATOR : me.account.administrator ? ADMIN : [];
  return (
    <Page title={t('hello', { name: me.account.name })} about={t('about')}>
      {me.actingOperator && <Note tone="wait">{t('acting', { name: me.actingOperator })}</Note>}
      {!me.account.externalEmail && !place.operator && <Note tone="wait">{t('external')} <Link to="/me">{t('add')}</Link></Note>}
      {widgets.map((Widget, index) => <Fenced key={index} of={Widget} />)}
      <Panel title={t('apps')}>
        <Grid>
          {modules.map(({ entry }) => <Way key={entry.id} to={`/app/${entry.route}`} path={entry.icon} title={titleOf(entry.title)} />)}
          {ways.map(([to, icon, title]) => <Way key={to} to={to} icon={icon} title={inLanguage(title)} />)}
          <Way to="/me" icon="user" title={inLanguage(['내 정보', 'My profile'])} />
        </Grid>
      </Panel>
    </Page>
  );
}

const Way = ({ to, icon, path, title }: { to: string; icon?: IconName; path?: string; title: string }) => (
  <Link to={to} className="d-kpi" style={{ display: 'flex', gap: 12, alignItems: 'center', color: 'inherit', textDecoration: 'none', fontWeight: 600 }}>
    <Icon name={icon} path={path} size={22} />{title}
  </Link>
);
