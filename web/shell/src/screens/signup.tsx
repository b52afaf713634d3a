import { useEffect, useState } from 'react';
import { ProblemError, api, messages } from '@dure/sdk';
import { Button, Checkbox, FormBox, Note, NumberInput, Page, Panel, PasswordInput, SegmentedControl, TextInput, useForm } from '@dure/ui-kit';
import { LanguageChoice } from '../language-choice';

const useT = messages({
  title: ['가입', 'Sign up'],
  about: ['회사 주소를 정하면 바로 쓸 수 있습니다.', 'Choose your address and start at once.'],
  company: ['회사', 'Company'],
  name: ['회사 이름', 'Company name'],
  number: ['사업자등록번호', 'Business number'],
  contact: ['담당자', 'Contact'],
  person: ['이름', 'Name'],
  email: ['이메일', 'E-mail'],
  emailAbout: ['안내 메일을 이 주소로 보냅니다.', 'The onboarding mail goes here.'],
  phone: ['전화', 'Phone'],
  host: ['주소', 'Address'],
  shared: ['무료 주소', 'A free one'],
  own: ['우리 회사 도메인', 'On our own domain'],
  label: ['쓰고 싶은 이름', 'The name you would like'],
  labelAbout: ['영문 소문자, 숫자, 붙임표. 주소는 https://{name}.… 이 됩니다.', 'Small letters, digits and hyphens. Your address becomes https://{name}.…'],
  taken: ['이미 쓰는 이름입니다. 이런 이름은 비어 있습니다.', 'This name is taken. These are free:'],
  ownHost: ['주소 (예: gw.acme.co.kr)', 'Host, e.g. gw.acme.co.kr'],
  mailDomain: ['메일 도메인 (예: acme.co.kr)', 'Mail domain, e.g. acme.co.kr'],
  ownAbout: ['등록할 DNS 레코드를 메일로 알려 드립니다. 확인되면 열립니다.', 'You get the DNS records to register by e-mail. It opens when they are found.'],
  admin: ['첫 관리자', 'First administrator'],
  loginId: ['아이디', 'Login ID'],
  password: ['비밀번호', 'Password'],
  show: ['비밀번호 보이기', 'Show the password'],
  order: ['주문', 'Order'],
  seats: ['그룹웨어 인원', 'Groupware seats'],
  term: ['약정', 'Term'],
  noTerm: ['없음', 'None'],
  years: ['{n}년', '{n} y'],
  debit: ['자동이체 (1% 할인)', 'Auto debit (1% off)'],
  prepaid: ['선납', 'Pay in advance'],
  price: ['요금 보기', 'What it costs'],
  send: ['가입하기', 'Sign up'],
  open: ['열렸습니다', 'It is open'],
  openAbout: ['이제 로그인할 수 있습니다.', 'You can log in now.'],
  go: ['로그인하러 가기', 'Go to the login'],
  awaiting: ['DNS 레코드를 등록해 주세요', 'Please register these DNS records'],
  awaitingAbout: ['같은 내용을 메일로도 보냈습니다. 보통 2–3일 안에 확인됩니다.', 'They were sent to you by e-mail too. They are usually found within two or three days.'],
  status: ['진행 상황 보기', 'See how far it is'],
});

interface Opened { state: string; loginUrl: string; dnsRecords: { type: string; name: string; value: string }[]; statusUrl: string | null }

const empty = {
  'company.name': '', 'company.businessNumber': '', 'contact.name': '', 'contact.email': '', 'contact.phone': '',
  kind: 'shared' as 'shared' | 'own', 'host.name': '', 'host.host': '', 'host.mailDomain': '',
  'admin.loginId': 'admin', 'admin.password': '', seats: 20 as string | number, term: '0', autoDebit: false, prepaid: false,
};

export default function SignUp() {
  const t = useT();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [free, setFree] = useState<string[]>([]);
  const form = useForm(empty, async (values) => {
    setFree([]);
    try {
      setOpened(await api<Opened>('/api/public/signups', {
        method: 'POST',
        body: {
          company: { name: values['company.name'], businessNumber: values['company.businessNumber'] },
          contact: { name: values['contact.name'], email: values['contact.email'], phone: values['contact.phone'] },
          host: values.kind === 'shared' ? { kind: 'shared', name: values['host.name'] } : { kind: 'own', host: values['host.host'], mailDomain: values['host.mailDomain'] },
          admin: { loginId: values['admin.loginId'], password: values['admin.password'] },
          products: ['groupware'], seats: Number(values.seats), term: Number(values.term), payment: values.prepaid ? 'prepaid' : 'monthly', autoDebit: values.autoDebit,
        },
      }));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 409) setFree((error.body.suggestions ?? []) as string[]);
      throw error;
    }
  });
  useEffect(() => setFree([]), [form.values['host.name']]);
  return (
    <main>
      <Page title={opened ? t(opened.state === 'OPEN' ? 'open' : 'awaiting') : t('title')} about={opened ? t(opened.state === 'OPEN' ? 'openAbout' : 'awaitingAbout') : t('about')} actions={<LanguageChoice />}>
        {opened ? <Done opened={opened} /> : (
          <FormBox form={form} submit={t('send')} actions={<Button variant="default" component="a" href="/pricing">{t('price')}</Button>}>
            <Panel title={t('company')}>
              <div className="d-form-row"><TextInput label={t('name')} autoComplete="organization" {...form.text('company.name')} /><TextInput label={t('number')} inputMode="numeric" {...form.text('company.businessNumber')} /></div>
            </Panel>
            <Panel title={t('contact')}>
              <div className="d-form-row">
                <TextInput label={t('person')} autoComplete="name" {...form.text('contact.name')} />
                <TextInput label={t('email')} description={t('emailAbout')} inputWrapperOrder={['label', 'input', 'description', 'error']} type="email" autoComplete="email" {...form.text('contact.email')} />
                <TextInput label={t('phone')} type="tel" autoComplete="tel" {...form.text('contact.phone')} />
              </div>
            </Panel>
            <Panel title={t('host')}>
              <div className="d-form">
                <SegmentedControl aria-label={t('host')} value={form.values.kind} onChange={(kind) => form.set({ kind: kind as 'shared' | 'own' })} data={[{ value: 'shared', label: t('shared') }, { value: 'own', label: t('own') }]} />
                {form.values.kind === 'shared'
                  ? <TextInput label={t('label')} description={t('labelAbout', { name: form.values['host.name'] || 'acme' })} autoCapitalize="none" {...form.text('host.name')} />
                  : <><Note>{t('ownAbout')}</Note><div className="d-form-row"><TextInput label={t('ownHost')} {...form.text('host.host')} /><TextInput label={t('mailDomain')} {...form.text('host.mailDomain')} /></div></>}
                {free.length > 0 && <Note tone="wait" live>{t('taken')} <span className="d-actions">{free.map((name) => <Button key={name} size="compact-xs" variant="default" onClick={() => form.set({ 'host.name': name })}>{name}</Button>)}</span></Note>}
              </div>
            </Panel>
            <Panel title={t('admin')}>
              <div className="d-form-row">
                <TextInput label={t('loginId')} autoComplete="username" {...form.text('admin.loginId')} />
                <PasswordInput label={t('password')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('show') }} {...form.text('admin.password')} />
              </div>
            </Panel>
            <Panel title={t('order')}>
              <div className="d-form">
                <NumberInput label={t('seats')} min={1} max={100000} hideControls allowDecimal={false} value={form.values.seats} onChange={(seats) => form.set({ seats })} error={form.error('seats')} />
                <div><span id="term">{t('term')}</span><SegmentedControl fullWidth aria-labelledby="term" value={form.values.term} onChange={(term) => form.set({ term })} data={['0', '1', '2', '3'].map((value) => ({ value, label: value === '0' ? t('noTerm') : t('years', { n: value }) }))} /></div>
                <Checkbox label={t('debit')} checked={form.values.autoDebit} onChange={(event) => form.set({ autoDebit: event.currentTarget.checked })} />
                <Checkbox label={t('prepaid')} checked={form.values.prepaid} onChange={(event) => form.set({ prepaid: event.currentTarget.checked })} />
              </div>
            </Panel>
          </FormBox>
        )}
      </Page>
    </main>
  );
}

function Done({ opened }: { opened: Opened }) {
  const t = useT();
  if (opened.state === 'OPEN') return <Panel><Button size="sm" component="a" href={opened.loginUrl}>{t('go')}</Button></Panel>;
  return (
    <Panel>
      {opened.dnsRecords.map((record) => <div className="d-pairs" key={record.type + record.name}><span>{record.type} <code>{record.name}</code></span><code>{record.value}</code></div>)}
      {opened.statusUrl && <p><a href={opened.statusUrl}>{t('status')}</a></p>}
    </Panel>
  );
}
