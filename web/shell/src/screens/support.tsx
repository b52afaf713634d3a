import { Link } from 'react-router';
import { messages, useGet, useMe, type Pair, inLanguage } from '@dure/sdk';
import { Answer, Button, Facts, Icon, Note, Page, Panel } from '@dure/ui-kit';
import { installed, useInstall } from '../install';

const useT = messages({
  title: ['도움말', 'Support'],
  about: ['쓰는 법, 물어볼 곳, 앱으로 설치하는 법입니다.', 'How things work, whom to ask, and how to install the app.'],
  manuals: ['쓰는 법', 'How things work'],
  contact: ['물어볼 곳', 'Whom to ask'],
  first: ['계정, 권한, 비밀번호는 먼저 우리 회사 관리자에게 물어보세요.', 'For accounts, rights and passwords ask your own administrator first.'],
  centre: ['고객센터', 'Service centre'],
  phone: ['전화', 'Phone'],
  fax: ['팩스', 'Fax'],
  email: ['이메일', 'E-mail'],
  noContact: ['고객센터 연락처가 아직 등록되지 않았습니다. 회사 관리자에게 물어보세요.', 'The service centre’s details are not set yet. Please ask your administrator.'],
  request: ['고객센터에 요청하기', 'Ask the service centre'],
  app: ['앱으로 설치', 'Install as an app'],
  appAbout: ['설치하면 주소창 없이 따로 열리고, 바탕화면이나 홈 화면에서 바로 들어옵니다.', 'Installed, it opens in a window of its own from your desktop or home screen.'],
  install: ['설치하기', 'Install'],
  isInstalled: ['이미 앱으로 열려 있습니다.', 'You are using the app already.'],
  computer: ['컴퓨터 (크롬, 엣지)', 'Computer (Chrome, Edge)'],
  computerHow: ['주소창 오른쪽의 설치 아이콘을 누릅니다.', 'Press the install icon at the right of the address bar.'],
  android: ['안드로이드', 'Android'],
  androidHow: ['브라우저 메뉴에서 ‘홈 화면에 추가’를 누릅니다.', 'Choose “Add to Home screen” in the browser’s menu.'],
  iphone: ['아이폰, 아이패드', 'iPhone, iPad'],
  iphoneHow: ['사파리의 공유 단추에서 ‘홈 화면에 추가’를 누릅니다.', 'In Safari press Share, then “Add to Home Screen”.'],
  docs: ['개발자를 위한 API 문서', 'API documentation for developers'],
});

const GUIDES: [Pair, Pair[], admin?: true][] = [
  [['처음 시작하기', 'Getting started'], [
    ['왼쪽(휴대전화는 아래)에서 앱을 고릅니다. 앱 안의 메뉴는 그 옆에 나옵니다.', 'Choose an app on the left (at the bottom on a phone). Its menu stands beside it.'],
    ['Ctrl+K(맥은 ⌘K)로 어디서나 화면과 사람을 찾습니다. 초성(ㄱㅅㅇ)만 쳐도 됩니다.', 'Ctrl+K (⌘K on a Mac) finds screens and people from anywhere.'],
    ['오른쪽 위에서 언어와 화면 밝기를 바꿉니다.', 'Change language and brightness at the top right.'],
  ]],
  [['비밀번호를 잊었을 때', 'When you forget your password'], [
    ['내 정보에 외부 이메일을 적어 두면, 로그인 화면의 ‘비밀번호를 잊었어요’로 새 비밀번호를 받습니다.', 'Enter an external e-mail in your profile; “Forgot your password?” on the login page sends a new one there.'],
    ['다섯 번 틀리면 계정이 멈춥니다. 같은 방법으로 풀거나 회사 관리자에게 부탁하세요.', 'After five wrong tries the account stops. Recover it the same way, or ask your administrator.'],
  ]],
  [['알림 받기', 'Being told'], [
    ['알림 설정에서 화면, 메일 가운데 어디로 받을지와 방해받지 않을 시간을 정합니다.', 'Choose where notices reach you and when you are not to be disturbed.'],
  ]],
  [['로그인이 끝났을 때', 'When the login ends'], [
    ['적던 내용은 그대로 있습니다. 화면 위에 뜨는 창에서 다시 로그인하면 이어서 할 수 있습니다.', 'What you typed stays. Log in again in the window that appears and go on.'],
  ]],
  [['구성원과 권한', 'People and rights'], [
    ['관리 › 구성원에서 계정을 만들고, 엑셀 파일로 한꺼번에 들여올 수 있습니다. 들여오기 전에 먼저 시험해 봅니다.', 'Add accounts in Manage › People, or import the organisation from a spreadsheet after a trial.'],
    ['역할로 일을 나누고, 접속 정책으로 로그인할 수 있는 곳을 정합니다.', 'Share work by roles, and limit where logins come from by the access policy.'],
  ], true],
  [['앱과 요금', 'Apps and prices'], [
    ['앱 스토어에서 값과 권한을 보고 켜고 끕니다. 요금은 사용량과 청구서에서 날마다 볼 수 있습니다.', 'Switch products on and off in the app store, after seeing price and rights. Usage and invoices show every day.'],
  ], true],
];

interface ServiceCentre { name: string; phone: string; fax: string; email: string }

export default function Support() {
  const t = useT();
  const me = useMe()!;
  const install = useInstall();
  const centre = useGet<ServiceCentre>('/api/billing/service-centre');
  return (
    <Page title={t('title')} about={t('about')}>
      <Panel title={t('manuals')}>
        {GUIDES.filter(([, , admin]) => !admin || me.account.administrator).map(([title, steps]) => (
          <details className="d-guide" key={title[1]}>
            <summary><Icon name="chevronDown" size={15} />{inLanguage(title)}</summary>
            <ul>{steps.map((step) => <li key={step[1]}>{inLanguage(step)}</li>)}</ul>
          </details>
        ))}
        <p style={{ marginBottom: 0 }}><a href="/api/docs" target="_blank" rel="noopener">{t('docs')}</a></p>
      </Panel>
      <Panel title={t('contact')}>
        <p style={{ marginTop: 0 }}>{t('first')}</p>
        <Answer query={centre}>
          {(seen) => (seen.name ? (
            <Facts of={[
              [t('centre'), seen.name], [t('phone'), <a key="p" href={`tel:${seen.phone.replace(/[^0-9+]/g, '')}`}>{seen.phone}</a>],
              ...(seen.fax ? [[t('fax'), seen.fax] as [string, string]] : []), [t('email'), <a key="e" href={`mailto:${seen.email}`}>{seen.email}</a>],
            ]} />
          ) : <Note tone="wait">{t('noContact')}</Note>)}
        </Answer>
        {me.account.administrator && <p style={{ marginBottom: 0 }}><Button variant="default" component={Link} to="/settings/requests">{t('request')}</Button></p>}
      </Panel>
      <Panel title={t('app')}>
        {installed() ? <Note tone="good">{t('isInstalled')}</Note> : (
          <>
            <p style={{ marginTop: 0 }}>{t('appAbout')}</p>
            {install && <p><Button onClick={install}>{t('install')}</Button></p>}
            <Facts of={[[t('computer'), t('computerHow')], [t('android'), t('androidHow')], [t('iphone'), t('iphoneHow')]]} />
          </>
        )}
      </Panel>
    </Page>
  );
}
