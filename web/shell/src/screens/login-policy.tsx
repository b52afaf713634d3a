import { useQuery } from '@tanstack/react-query';
import { answer, api, messages } from '@dure/sdk';
import { Answer, FormBox, NumberInput, Page, Panel, Select, Switch, notify, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['로그인 정책', 'Login policy'],
  about: ['비밀번호의 길이, 쉬는 시간, 2단계 인증을 정합니다.', 'Length of passwords, how long a login lasts, and second factors.'],
  length: ['비밀번호 최소 길이', 'Shortest password'],
  lengthAbout: ['8자에서 64자 사이입니다. 이미 쓰고 있는 비밀번호는 다음에 바꿀 때 따릅니다.', '8 to 64 characters. Present passwords follow when they are changed next.'],
  idle: ['쉬면 로그아웃 (분)', 'Log out when idle (minutes)'],
  idleAbout: ['5분에서 1,440분 사이입니다.', '5 to 1,440 minutes.'],
  absolute: ['무조건 로그아웃 (시간)', 'Log out in any case after (hours)'],
  absoluteAbout: ['1시간에서 720시간 사이입니다.', '1 to 720 hours.'],
  factor: ['2단계 인증을 꼭 쓰는 사람', 'Who must have a second factor'],
  nobody: ['아무도 아님', 'Nobody'],
  administrators: ['관리자와 권한을 받은 사람', 'Administrators and whoever was given a right'],
  all: ['모두', 'Everybody'],
  raise: ['가져오기로 계약 인원을 넘겨도 됨', 'Imports may exceed the ordered seats'],
  raiseAbout: ['켜면 파일로 한꺼번에 올릴 때 인원이 넘는 만큼 요금이 더해집니다.', 'An import that adds more people than you ordered then adds to the invoice.'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
});

interface Policy { minPasswordLength: number; idleMinutes: number; absoluteHours: number; secondFactor: string; raiseSeatsOnImport: boolean }
const PATH = '/api/identity/login-policy';

export default function LoginPolicy() {
  const t = useT();
  const query = useQuery({ queryKey: ['login-policy'], queryFn: () => answer<Policy>(PATH) });
  return <Page title={t('title')} about={t('about')}><Answer query={query}>{(seen) => <PolicyForm key={seen.etag} seen={seen} again={() => void query.refetch()} />}</Answer></Page>;
}

function PolicyForm({ seen, again }: { seen: { value: Policy; etag: string | null }; again: () => void }) {
  const t = useT();
  const form = useForm(seen.value, async (values) => {
    await api(PATH, { method: 'PUT', body: values, headers: seen.etag ? { 'If-Match': seen.etag } : {} });
    notify(t('saved'));
    again();
  });
  const number = (name: 'minPasswordLength' | 'idleMinutes' | 'absoluteHours') => ({
    value: form.values[name], onChange: (value: string | number) => form.set({ [name]: Number(value) }), error: form.error(name),
    hideControls: true, allowDecimal: false, allowNegative: false,
  });
  return (
    <Panel>
      <FormBox form={form} submit={t('save')}>
        <NumberInput label={t('length')} description={t('lengthAbout')} {...number('minPasswordLength')} />
        <NumberInput label={t('idle')} description={t('idleAbout')} {...number('idleMinutes')} />
        <NumberInput label={t('absolute')} description={t('absoluteAbout')} {...number('absoluteHours')} />
        <Select label={t('factor')} allowDeselect={false} value={form.values.secondFactor} error={form.error('secondFactor')}
          onChange={(secondFactor) => secondFactor && form.set({ secondFactor })}
          data={[{ value: 'NOBODY', label: t('nobody') }, { value: 'ADMINISTRATORS', label: t('administrators') }, { value: 'ALL', label: t('all') }]} />
        <Switch label={t('raise')} description={t('raiseAbout')} checked={form.values.raiseSeatsOnImport}
          onChange={(event) => form.set({ raiseSeatsOnImport: event.currentTarget.checked })} />
      </FormBox>
    </Panel>
  );
}
