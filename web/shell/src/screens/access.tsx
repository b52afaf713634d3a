import { useQuery } from '@tanstack/react-query';
import { ProblemError, answer, api, messages } from '@dure/sdk';
import { Answer, FormBox, Note, Page, Panel, Switch, TagsInput, confirm, notify, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['접속 정책', 'Access policy'],
  about: ['회사 망에서만 로그인하게 합니다.', 'Lets people log in from the company’s networks only.'],
  enabled: ['정해진 주소에서만 로그인', 'Only from the addresses below'],
  allowed: ['허용하는 주소', 'Allowed addresses'],
  allowedAbout: ['203.0.113.0/24나 2001:db8::/32처럼 적고 Enter를 누르세요.', 'Type 203.0.113.0/24 or 2001:db8::/32 and press Enter.'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  lockout: ['지금 계신 곳에서 로그인할 수 없게 됩니다', 'You would lock yourself out'],
  anyway: ['그래도 저장', 'Save anyway'],
  no: ['취소', 'Cancel'],
  warn: ['지금 계신 곳의 주소가 빠지면 저장하기 전에 알려 드립니다.', 'You are told before saving if your own address is missing.'],
});

interface Policy { enabled: boolean; allowed: string[]; exemptAccountIds: string[] }

export default function Access() {
  const t = useT();
  const query = useQuery({ queryKey: ['access-policy'], queryFn: () => answer<Policy>('/api/identity/access-policy') });
  return <Page title={t('title')} about={t('about')}><Answer query={query}>{(seen) => <PolicyForm key={seen.etag} seen={seen} again={() => void query.refetch()} />}</Answer></Page>;
}

function PolicyForm({ seen, again }: { seen: { value: Policy; etag: string | null }; again: () => void }) {
  const t = useT();
  const form = useForm(seen.value, async (values) => {
    const put = (confirmLockout?: boolean) => api('/api/identity/access-policy', {
      method: 'PUT', headers: seen.etag ? { 'If-Match': seen.etag } : {},
      body: { enabled: values.enabled, allowed: values.allowed, exemptAccountIds: values.exemptAccountIds, confirmLockout },
    });
    try {
      await put();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.kind !== 'lockout') throw error;
      if (!await confirm({ title: t('lockout'), text: error.message, yes: t('anyway'), no: t('no'), danger: true })) return;
      await put(true);
    }
    notify(t('saved'));
    again();
  });
  return (
    <Panel>
      <Note>{t('warn')}</Note>
      <FormBox form={form} submit={t('save')}>
        <Switch label={t('enabled')} checked={form.values.enabled} onChange={(event) => form.set({ enabled: event.currentTarget.checked })} />
        <TagsInput label={t('allowed')} description={t('allowedAbout')} value={form.values.allowed} onChange={(allowed) => form.set({ allowed })} error={form.error('allowed')} />
      </FormBox>
    </Panel>
  );
}
