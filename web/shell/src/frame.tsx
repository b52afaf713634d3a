import { Suspense, lazy, useEffect, useState, type ComponentType } from 'react';
import { Link, NavLink, Navigate, Route, Routes, useLocation, useParams } from 'react-router';
import { api, inLanguage, language, messages, setLanguage, setMe, useLanguage, useMe, type Pair } from '@dure/sdk';
import {
  ActionIcon, Drawer, Empty, Face, Icon, Loading, Menu, Page, Panel, useComputedColorScheme, useHotkeys, useMantineColorScheme, type IconName,
} from '@dure/ui-kit';
import { Notices } from './notices';
import { Fenced, ModulePlace, titleOf, useModuleList, useModules } from './modules';
import { Palette, type Target } from './palette';
import Home from './screens/home';
import { place } from './place';

interface Screen {
  path: string;
  title: Pair;
  icon: IconName;
  at: ComponentType;
  /** Any of these rights shows it. */
  needs?: string[];
}

const SETTINGS: Screen[] = [
  { path: 'people', title: ['구성원', 'People'], icon: 'users', at: lazy(() => import('./screens/people')) },
  { path: 'departments', title: ['부서', 'Departments'], icon: 'tree', at: lazy(() => import('./screens/departments')) },
  { path: 'import', title: ['조직 들여오기', 'Import'], icon: 'upload', at: lazy(() => import('./screens/import')) },
  { path: 'roles', title: ['역할', 'Roles'], icon: 'key', at: lazy(() => import('./screens/roles')) },
  { path: 'products', title: ['앱 스토어', 'App store'], icon: 'store', at: lazy(() => import('./screens/products')) },
  { path: 'billing', title: ['사용량과 청구서', 'Usage and invoices'], icon: 'receipt', at: lazy(() => import('./screens/billing')) },
  { path: 'requests', title: ['고객센터 요청', 'Service requests'], icon: 'message', at: lazy(() => import('./screens/requests')) },
  { path: 'quotes', title: ['견적서', 'Quotations'], icon: 'calculator', at: lazy(() => import('./screens/quotes')) },
  { path: 'domains', title: ['도메인', 'Domains'], icon: 'world', at: lazy(() => import('./screens/domains')) },
  { path: 'login-policy', title: ['로그인 정책', 'Login policy'], icon: 'lock', at: lazy(() => import('./screens/login-policy')) },
  { path: 'access', title: ['접속 정책', 'Access policy'], icon: 'shield', at: lazy(() => import('./screens/access')) },
  { path: 'service-tokens', title: ['서비스 토큰', 'Service tokens'], icon: 'key', at: lazy(() => import('./screens/service-tokens')) },
  { path: 'audit', title: ['감사 기록', 'Audit log'], icon: 'history', at: lazy(() => import('./screens/audit')) },
];
const OPERATOR: Screen[] = [
  { path: 'tenants', title: ['고객사', 'Tenants'], icon: 'building', at: lazy(() => import('./screens/tenants')) },
  { path: 'requests', title: ['고객센터 요청', 'Service requests'], icon: 'message', at: lazy(() => import('./screens/operator-requests')) },
  { path: 'addons', title: ['애드온', 'Add-ons'], icon: 'puzzle', at: lazy(() => import('./screens/addons')) },
  { path: 'closings', title: ['마감', 'Closings'], icon: 'calendarCheck', at: lazy(() => import('./screens/closings')) },
  { path: 'price-book', title: ['요금표', 'Price book'], icon: 'calculator', at: lazy(() => import('./screens/price-book')) },
  { path: 'payments', title: ['납부와 연체', 'Payments and arrears'], icon: 'receipt', at: lazy(() => import('./screens/payments')) },
  { path: 'quotes', title: ['견적서', 'Quotations'], icon: 'list', at: lazy(() => import('./screens/quotes')) },
  { path: 'supplier', title: ['공급자 정보', 'Supplier'], icon: 'phone', at: lazy(() => import('./screens/supplier')) },
  { path: 'mails', title: ['나간 메일', 'Mails out'], icon: 'mail', at: lazy(() => import('./screens/mails')) },
  { path: 'jobs', title: ['작업과 이벤트', 'Jobs and events'], icon: 'list', at: lazy(() => import('./screens/jobs')) },
  { path: 'health', title: ['상태', 'Health'], icon: 'chart', at: lazy(() => import('./screens/health')) },
];
const NoticePreferences = lazy(() => import('./screens/notice-preferences'));
const Tokens = lazy(() => import('./screens/tokens'));
const Support = lazy(() => import('./screens/support'));
const Directory = lazy(() => import('./screens/directory'));
const Profile = lazy(() => import('./screens/profile'));

const useT = messages({
  skip: ['본문으로 건너뛰기', 'Skip to content'],
  apps: ['앱', 'Apps'],
  home: ['홈', 'Home'],
  settings: ['관리', 'Manage'],
  operator: ['운영', 'Operate'],
  search: ['메뉴·사람 찾기', 'Find screens and people'],
  menu: ['메뉴', 'Menu'],
  me: ['내 정보', 'My profile'],
  directory: ['사람 찾기', 'Directory'],
  tokens: ['API 토큰', 'API tokens'],
  support: ['도움말', 'Support'],
  notices: ['알림 설정', 'How I am told'],
  dark: ['화면 밝기 바꾸기', 'Switch light and dark'],
  logout: ['로그아웃', 'Log out'],
  offline: ['인터넷이 끊겼습니다. 적은 내용은 화면에 남아 있으니 연결되면 다시 저장해 주세요.', 'You are offline. What you typed stays here; save again when you are back.'],
  nothing: ['그런 화면이 없습니다', 'There is no such page'],
  nothingAbout: ['메뉴에서 고르거나 Ctrl+K로 찾아 보세요.', 'Choose from the menu, or find it with Ctrl+K.'],
});

const HOME = 'M5 12H3l9-9 9 9h-2|M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7';

export function Frame() {
  useLanguage();
  useModuleList();
  const t = useT();
  const me = useMe()!;
  const modules = useModules();
  const { pathname } = useLocation();
  const [palette, setPalette] = useState(false);
  const [drawer, setDrawer] = useState(false);
  useHotkeys([['mod+K', () => setPalette(true)]], []);
  useEffect(() => setDrawer(false), [pathname]);
  const admin = me.account.administrator && !place.operator;
  const screens = place.operator ? OPERATOR : admin ? SETTINGS : [];
  const base = place.operator ? '/operator' : '/settings';
  const own = modules.find((one) => pathname.startsWith(`/app/${one.entry.route}`));
  const side = pathname.startsWith(base) && screens.length
    ? { title: place.operator ? t('operator') : t('settings'), items: screens.map((s) => ({ to: `${base}/${s.path}`, title: inLanguage(s.title), icon: s.icon as IconName | undefined, drawing: undefined as string | undefined })) }
    : own?.module && (own.module.Nav || own.module.nav)
      ? { title: titleOf(own.entry.title), items: (own.module.nav ?? []).map((n) => ({ to: `/app/${own.entry.route}/${n.path}`, title: inLanguage(n.title), icon: undefined as IconName | undefined, drawing: n.icon })) }
      : null;
  const rail = [
    { to: '/', title: t('home'), drawing: HOME, color: '#076b58', broken: false },
    ...modules.map(({ entry, failure }) => ({ to: `/app/${entry.route}`, title: titleOf(entry.title), drawing: entry.icon, color: entry.color, broken: !!failure })),
    ...(screens.length ? [{ to: base, title: place.operator ? t('operator') : t('settings'), drawing: undefined, color: '#5b3cc4', broken: false }] : []),
  ];
  const targets: Target[] = [
    ...rail.map((one) => ({ title: one.title, group: t('apps'), path: one.to, drawing: one.drawing })),
    ...screens.map((s) => ({ title: inLanguage(s.title), group: t('menu'), path: `${base}/${s.path}`, icon: s.icon })),
    ...modules.flatMap(({ entry }) => entry.commands.map((c) => ({ title: titleOf(c.title), group: titleOf(entry.title), path: `/app/${entry.route}/${c.path}`, drawing: entry.icon }))),
    { title: t('me'), group: t('menu'), path: '/me', icon: 'user' },
    ...(place.operator ? [] : [{ title: t('notices'), group: t('menu'), path: '/me/notices', icon: 'bell' as const }, { title: t('tokens'), group: t('menu'), path: '/me/tokens', icon: 'key' as const }, { title: t('support'), group: t('menu'), path: '/support', icon: 'info' as const }]),
  ];
  const Nav = pathname.startsWith('/app/') ? own?.module?.Nav : undefined;
  const items = Nav ? <Fenced of={Nav} /> : side?.items.map((item) => (
    <NavLink key={item.to} to={item.to} end={false}><Icon name={item.icon} path={item.drawing} size={17} />{item.title}</NavLink>
  ));
  return (
    <>
      <a className="s-skip" href="#content">{t('skip')}</a>
      <div className="s-frame" data-nonav={side ? undefined : ''}>
        <header className="s-top">
          {side && <ActionIcon className="s-burger" variant="subtle" color="gray" size={34} aria-label={t('menu')} onClick={() => setDrawer(true)}><Icon name="menu" /></ActionIcon>}
          <Link to="/" className="s-brand"><img src="/ui/icon.svg" alt="" /><span>{place.operator ? 'Dure' : place.tenant}</span></Link>
          <button type="button" className="s-search" onClick={() => setPalette(true)}><Icon name="search" size={17} /><span>{t('search')}</span><kbd>Ctrl K</kbd></button>
          {!place.operator && <ActionIcon component={Link} to="/directory" variant="subtle" color="gray" size={34} aria-label={t('directory')} title={t('directory')}><Icon name="users" /></ActionIcon>}
          {!place.operator && <Notices />}
          <Scheme label={t('dark')} />
          <Menu position="bottom-end" withArrow>
            <Menu.Target><ActionIcon variant="transparent" size={34} aria-label={me.account.name}><Face name={me.account.name} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{me.account.name} · {me.account.loginId}</Menu.Label>
              <Menu.Item component={Link} to="/me" leftSection={<Icon name="user" size={16} />}>{t('me')}</Menu.Item>
              {!place.operator && <Menu.Item component={Link} to="/me/tokens" leftSection={<Icon name="key" size={16} />}>{t('tokens')}</Menu.Item>}
              {!place.operator && <Menu.Item component={Link} to="/support" leftSection={<Icon name="info" size={16} />}>{t('support')}</Menu.Item>}
              <Menu.Item leftSection={<Icon name="language" size={16} />} onClick={() => setLanguage(language() === 'ko' ? 'en' : 'ko')}>
                {language() === 'ko' ? 'English' : '한국어'}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="logout" size={16} />} onClick={() => void api('/api/auth/logout', { method: 'POST' }).finally(() => { setMe(null); location.assign('/'); })}>{t('logout')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </header>
        <nav className="s-rail" aria-label={t('apps')}>
          {rail.map((one) => (
            <NavLink key={one.to} to={one.to} end={one.to === '/'} data-broken={one.broken || undefined} style={{ '--app': safeColor(one.color) } as React.CSSProperties}>
              <i><Icon name={one.drawing ? undefined : 'settings'} path={one.drawing} size={20} /></i>{one.title}
            </NavLink>
          ))}
        </nav>
        {side && <nav className="s-side" aria-label={side.title}><h2>{side.title}</h2>{items}</nav>}
        <main className="s-sheet" id="content" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/" element={<Home />} />
              <Route path="/me" element={<Profile />} />
              {!place.operator && <Route path="/directory" element={<Directory />} />}
              {!place.operator && <Route path="/me/tokens" element={<Tokens />} />}
              {!place.operator && <Route path="/support" element={<Support />} />}
              {!place.operator && <Route path="/me/notices" element={<NoticePreferences />} />}
              <Route path="/login" element={<Navigate to="/" replace />} />
              <Route path="/app/:route/*" element={<AppPlace />} />
              {screens.length > 0 && <Route path={base} element={<Navigate to={`${base}/${screens[0]!.path}`} replace />} />}
              {screens.map((s) => <Route key={s.path} path={`${base}/${s.path}`} element={<s.at />} />)}
              <Route path="*" element={<Page title={t('nothing')}><Panel><Empty title={t('nothingAbout')} icon="search" /></Panel></Page>} />
            </Routes>
          </Suspense>
        </main>
      </div>
      {side && <Drawer opened={drawer} onClose={() => setDrawer(false)} size={270} title={side.title} closeButtonProps={{ 'aria-label': t('menu') }}><nav className="s-side" style={{ display: 'block' }} aria-label={side.title}>{items}</nav></Drawer>}
      <Palette open={palette} onClose={() => setPalette(false)} targets={targets} people={admin} contents={!place.operator} />
      <Offline text={t('offline')} />
    </>
  );
}

/** A module's colour is data: nothing but a colour gets into a style. */
const safeColor = (color: string): string => (/^#[0-9a-f]{6}$/i.test(color) ? color : '#076b58');

function AppPlace() {
  const { route } = useParams();
  return <ModulePlace key={route} route={route!} />;
}

function Scheme({ label }: { label: string }) {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon variant="subtle" color="gray" size={34} aria-label={label} title={label} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
      <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
    </ActionIcon>
  );
}

function Offline({ text }: { text: string }) {
  const [off, setOff] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOff(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return off ? <div className="s-offline" role="status"><Icon name="wifiOff" />{text}</div> : null;
}
