import { useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { messages, useGet, type Page } from '@dure/sdk';
import { Icon, Modal, TextInput, found, useDebouncedValue, type IconName } from '@dure/ui-kit';

const useT = messages({
  title: ['찾기', 'Search'],
  hint: ['메뉴와 사람을 찾습니다. 초성(ㄱㅈ)으로도 됩니다', 'Find screens and people'],
  none: ['찾는 것이 없습니다', 'Nothing matches'],
  person: ['사람', 'Person'],
  content: ['내용', 'Content'],
});

export interface Target {
  title: string;
  group: string;
  path: string;
  icon?: IconName;
  drawing?: string;
}

/** Goes to any screen, command or person by a few letters. */
/** people: whether the company's people can be looked up; contents: whether what apps hold can be searched */
export function Palette({ open, onClose, targets, people, contents }: { open: boolean; onClose: () => void; targets: Target[]; people: boolean; contents: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const persons = useGet<Page<{ id: string; name: string }>>(open && people && text ? '/api/organisation/people?limit=200' : null);
  const asked = useDebouncedValue(text.trim(), 150)[0];
  const search = useGet<{ items: { app: string; kind: string; id: string; title: { text: string }; link: string }[] }>(
    open && contents && asked.length > 1 && !asked.match(/^[ㄱ-ㅎ]$/) ? `/api/search?limit=8&q=${encodeURIComponent(asked)}` : null);
  const hits: Target[] = [
    ...targets.filter((target) => found(target.title, text)),
    ...(text ? persons.data?.items ?? [] : []).filter((person) => found(person.name, text))
      .map((person): Target => ({ title: person.name, group: t('person'), path: `/settings/people?person=${person.id}`, icon: 'user' })),
    ...(text ? search.data?.items ?? [] : []).filter((hit) => !hit.kind.startsWith('organisation.') || !people)
      .map((hit): Target => ({ title: hit.title.text, group: t('content'), path: hit.link, icon: 'search' })),
  ].slice(0, 14);
  const go = (target: Target | undefined) => {
    if (!target) return;
    close();
    void navigate(target.path);
  };
  const close = () => {
    setText('');
    setAt(0);
    onClose();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((now) => (now + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % Math.max(1, hits.length));
    } else if (event.key === 'Enter') {
      go(hits[at]);
    }
  };
  return (
    <Modal opened={open} onClose={close} withCloseButton={false} size="lg" yOffset="12vh" centered={false} title={t('title')}>
      <TextInput data-autofocus size="md" mt={4} role="combobox" aria-expanded aria-controls="palette-hits" aria-label={t('title')} placeholder={t('hint')}
        aria-activedescendant={hits.length ? `hit-${at}` : undefined}
        leftSection={<Icon name="search" />} value={text} onKeyDown={keys} onChange={(event) => { setText(event.currentTarget.value); setAt(0); }} />
      <ul className="s-hits" id="palette-hits" role="listbox" aria-label={t('title')}>
        {hits.map((hit, index) => (
          <li key={hit.path + hit.title} id={`hit-${index}`} role="option" aria-selected={index === at} onClick={() => go(hit)} onMouseMove={() => setAt(index)}>
            <Icon name={hit.icon} path={hit.drawing} />{hit.title}<small>{hit.group}</small>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className="d-quiet" role="status">{t('none')}</p>}
    </Modal>
  );
}
