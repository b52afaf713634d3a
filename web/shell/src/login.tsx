import { useState } from 'react';
import { ProblemError, api, language, messages, setCsrf, setLanguage, type Me } from '@dure/sdk';
import { Button, FormBox, Note, PasswordInput, TextInput, useForm } from '@dure/ui-kit';
import { place } from './place';

const useT = messages({
  operator: ['운영자', 'Operator'],
  welcome: ['로그인해 주세요', 'Please log in'],
  loginId: ['아이디', 'Login ID'],
  password: ['비밀번호', 'Password'],
  otp: ['인증 코드 여섯 자리', 'Six-digit code'],
  otpAbout: ['인증 앱에 보이는 코드나 복구 코드를 적어 주세요.', 'Type the code your authenticator app shows, or a recovery code.'],
  login: ['로그인', 'Log in'],
  left: ['남은 횟수: {n}번', '{n} tries left'],
  stopped: ['다섯 번 틀려 계정이 멈췄습니다. 외부 이메일로 새 비밀번호를 받아 다시 열 수 있습니다.',
    'The account stopped after five wrong tries. A new password sent to your external e-mail opens it again.'],
  forgot: ['비밀번호를 잊었어요', 'I forgot my password'],
  recover: ['새 비밀번호 받기', 'Send a new password'],
  external: ['등록해 둔 외부 이메일', 'Your registered external e-mail'],
  sent: ['아이디와 이메일이 등록된 것과 같으면 새 비밀번호를 보냈습니다. 메일함을 확인해 주세요.',
    'If ID and e-mail are the registered ones, a new password is on its way. Please look into your mailbox.'],
  back: ['로그인으로', 'Back to login'],
  change: ['비밀번호를 바꿔 주세요', 'Please change your password'],
  changeAbout: ['다른 사람이 정한 비밀번호라 처음에 한 번 바꿔야 합니다.', 'Somebody else chose your password, so it must be changed once.'],
  current: ['지금 비밀번호', 'Current password'],
  next: ['새 비밀번호', 'New password'],
  save: ['바꾸기', 'Change'],
  factor: ['2단계 인증을 켜 주세요', 'Please set up the second factor'],
  factorAbout: ['회사가 2단계 인증을 요구합니다. 아래 열쇠를 인증 앱에 넣고, 앱에 보이는 코드를 적어 주세요.',
    'Your company demands a second factor. Put this key into an authenticator app and type the code it shows.'],
  begin: ['시작', 'Begin'],
  codes: ['복구 코드입니다. 휴대폰을 잃었을 때 쓰니 안전한 곳에 적어 두세요.', 'These are your recovery codes for the day you lose your phone. Keep them safe.'],
  done: ['적어 두었습니다', 'I have kept them'],
  show: ['비밀번호 보이기', 'Show the password'],
});

/** ID, password and, when asked for, the code; the same on the page and over a screen whose session ended. */
export function LoginForm({ onDone, onForgot }: { onDone: () => void; onForgot?: () => void }) {
  const t = useT();
  const [otp, setOtp] = useState(false);
  const [stopped, setStopped] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const form = useForm({ loginId: '', password: '', otp: '' }, async (values) => {
    setLeft(null);
    try {
      const answer = await api<{ csrfToken: string }>('/api/auth/login', {
        method: 'POST', body: { loginId: values.loginId, password: values.password, otp: values.otp || undefined },
      });
      setCsrf(answer.csrfToken);
      onDone();
    } catch (error) {
      if (error instanceof ProblemError) {
        if (error.kind === 'otp-required') {
          setOtp(true);
          return;
        }
        const tries = typeof error.body.attemptsLeft === 'number' ? error.body.attemptsLeft : null;
        setStopped(error.kind === 'account-stopped' || tries === 0);
        setLeft(tries || null);
      }
      throw error;
    }
  });
  const show = { visibilityToggleButtonProps: { 'aria-label': t('show') } };
  return (
    <FormBox form={form} submit={t('login')}>
      {stopped && <Note tone="wait">{t('stopped')}</Note>}
      {left !== null && <Note tone="wait" live>{t('left', { n: left })}</Note>}
      <TextInput label={t('loginId')} autoComplete="username" data-autofocus required {...form.text('loginId')} />
      <PasswordInput label={t('password')} autoComplete="current-password" required {...show} {...form.text('password')} />
      {otp && <TextInput label={t('otp')} description={t('otpAbout')} autoComplete="one-time-code" inputMode="numeric" autoFocus {...form.text('otp')} />}
      {onForgot && <button type="button" className="s-link" onClick={onForgot}>{t('forgot')}</button>}
    </FormBox>
  );
}

function Recovery({ onBack }: { onBack: () => void }) {
  const t = useT();
  const [sent, setSent] = useState(false);
  const form = useForm({ loginId: '', externalEmail: '' }, async (values) => {
    await api('/api/auth/password-recoveries', { method: 'POST', body: values });
    setSent(true);
  });
  if (sent) return <><Note tone="good" live>{t('sent')}</Note><Button fullWidth onClick={onBack}>{t('back')}</Button></>;
  return (
    <FormBox form={form} submit={t('recover')} actions={<Button variant="default" onClick={onBack}>{t('back')}</Button>}>
      <TextInput label={t('loginId')} autoComplete="username" {...form.text('loginId')} />
      <TextInput label={t('external')} type="email" autoComplete="email" {...form.text('externalEmail')} />
    </FormBox>
  );
}

/** Also a part of one's own profile. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const form = useForm({ current: '', next: '' }, async (values) => {
    await api('/api/auth/password', { method: 'POST', body: values });
    onDone();
  });
  const show = { visibilityToggleButtonProps: { 'aria-label': t('show') } };
  return (
    <FormBox form={form} submit={t('save')}>
      <PasswordInput label={t('current')} autoComplete="current-password" {...show} {...form.text('current')} />
      <PasswordInput label={t('next')} autoComplete="new-password" {...show} {...form.text('next')} />
    </FormBox>
  );
}

export function SecondFactorForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [secret, setSecret] = useState<{ secret: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useForm({ otp: '' }, async (values) => {
    if (!secret) {
      setSecret(await api('/api/auth/second-factor', { method: 'POST' }));
    } else {
      const answer = await api<{ recoveryCodes: string[] }>('/api/auth/second-factor/confirmation', { method: 'POST', body: values });
      setCodes(Object.values(answer).flat());
    }
  });
  if (codes) {
    return <><Note tone="good">{t('codes')}</Note><pre>{codes.join('\n')}</pre><Button fullWidth onClick={onDone}>{t('done')}</Button></>;
  }
  return (
    <FormBox form={form} submit={secret ? t('save') : t('begin')}>
      {secret && <><code>{secret.secret}</code><TextInput label={t('otp')} inputMode="numeric" autoComplete="one-time-code" {...form.text('otp')} /></>}
    </FormBox>
  );
}

/** The page before everything else: login, recovery, and what a login still owes. */
export function Login({ me, onDone }: { me: Me | null; onDone: () => void }) {
  const t = useT();
  const [recovering, setRecovering] = useState(false);
  const owes = me?.pending ?? 'NONE';
  const about = owes === 'PASSWORD_CHANGE' ? t('changeAbout') : owes === 'SECOND_FACTOR' ? t('factorAbout') : t('welcome');
  return (
    <main className="s-gate">
      <div className="s-card">
        <header><img src="/ui/icon.svg" alt="" /><h1>{owes === 'PASSWORD_CHANGE' ? t('change') : owes === 'SECOND_FACTOR' ? t('factor') : place.operator ? `Dure ${t('operator')}` : place.tenant}</h1><p>{about}</p></header>
        <section className="d-panel">
          {owes === 'PASSWORD_CHANGE' ? <PasswordForm onDone={onDone} />
            : owes === 'SECOND_FACTOR' ? <SecondFactorForm onDone={onDone} />
              : recovering ? <Recovery onBack={() => setRecovering(false)} />
                : <LoginForm onDone={onDone} onForgot={() => setRecovering(true)} />}
        </section>
        <div className="s-foot">
          <button type="button" lang="ko" aria-pressed={language() === 'ko'} onClick={() => setLanguage('ko')}>한국어</button>
          <button type="button" lang="en" aria-pressed={language() === 'en'} onClick={() => setLanguage('en')}>English</button>
        </div>
      </div>
    </main>
  );
}
