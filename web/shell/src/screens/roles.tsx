import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, messages, useWhole } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, FormBox, Modal, Page, TextInput, confirm, notify, reason, useForm } from '@dure/ui-kit';
import { Rights } from '../rights';

const useT = messages({
  title: ['역할', 'Roles'],
  about: ['관리하는 일을 나누어 맡깁니다. 역할은 구성원마다 줄 수 있습니다.', 'Share the work of administering. A role can be given to any person.'],
  add: ['역할 추가', 'Add a role'],
  name: ['이름', 'Name'],
  rights: ['권한', 'Rights'],
  count: ['권한 {n}개', '{n} rights'],
  none: ['아직 역할이 없습니다', 'There are no roles yet'],
  noneAbout: ['인사·결재·요금처럼 맡길 일을 묶어 역할을 만들어 보세요.', 'Make one for each kind of work, such as personnel, approval or billing.'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다.', 'Saved.'],
  remove: ['역할 지우기', 'Delete the role'],
  removeAsk: ['{name} 역할을 지울까요?', 'Delete the role {name}?'],
  removeAbout: ['아무도 가지고 있지 않은 역할만 지울 수 있습니다.', 'Only a role that nobody has can be deleted.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  close: ['닫기', 'Close'],
});

interface Role { id: string; name: string; permissions: string[] }
const EMPTY: Role = { id: '', name: '', permissions: [] };

export default function Roles() {
  const t = useT();
  const list = useWhole<Role>('/api/identity/roles');
  const [open, setOpen] = useState<Role | null>(null);
  return (
    <Page title={t('title')} about={t('about')} actions={<Button onClick={() => setOpen(EMPTY)}>{t('add')}</Button>}>
      <DataTable label={t('title')} list={list} id={(row) => row.id} onOpen={setOpen}
        empty={<Empty title={t('none')} icon="key">{t('noneAbout')}</Empty>} columns={[
          { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <b>{row.name}</b> },
          { key: 'rights', title: t('rights'), value: (row) => row.permissions.length, render: (row) => t('count', { n: row.permissions.length }) },
        ]} />
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.id ? open.name : t('add')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {open && (open.id ? <Known id={open.id} onDone={() => setOpen(null)} /> : <RoleForm role={EMPTY} etag={null} onDone={() => setOpen(null)} />)}
      </Modal>
    </Page>
  );
}

/** Reads the role anew, so that what is changed is what stands there now. */
function Known({ id, onDone }: { id: string; onDone: () => void }) {
  const query = useQuery({ queryKey: ['role', id], queryFn: () => answer<Role>(`/api/identity/roles/${id}`), gcTime: 0 });
  return <Answer query={query}>{({ value, etag }) => <RoleForm key={etag} role={value} etag={etag} onDone={onDone} />}</Answer>;
}

function RoleForm({ role, etag, onDone }: { role: Role; etag: string | null; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({ name: role.name, permissions: role.permissions }, async (values) => {
    await api(role.id ? `/api/identity/roles/${role.id}` : '/api/identity/roles', {
      method: role.id ? 'PUT' : 'POST', body: values, headers: etag ? { 'If-Match': etag } : {},
    });
    notify(t('saved'));
    await queries.invalidateQueries();
    onDone();
  });
  const remove = async () => {
    if (!await confirm({ title: t('removeAsk', { name: role.name }), text: t('removeAbout'), yes: t('remove'), no: t('no'), danger: true })) return;
    try {
      await api(`/api/identity/roles/${role.id}`, { method: 'DELETE' });
      await queries.invalidateQueries();
      onDone();
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  return (
    <FormBox form={form} submit={t('save')} actions={role.id && <Button variant="default" onClick={() => void remove()}>{t('remove')}</Button>}>
      <TextInput label={t('name')} data-autofocus {...form.text('name')} />
      <Rights chosen={form.values.permissions} choose={(permissions) => form.set({ permissions })} error={form.error('permissions')} />
    </FormBox>
  );
}
