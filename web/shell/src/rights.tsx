import { useState } from 'react';
import { messages, useGet } from '@dure/sdk';
import { Answer, Checkbox, TextInput, found } from '@dure/ui-kit';

const useT = messages({
  rights: ['권한', 'Rights'],
  count: ['권한 {n}개', '{n} rights'],
  filter: ['권한 찾기', 'Find a right'],
  everyone: ['모두가 이미 가진 권한입니다.', 'Everybody has this already.'],
});

interface Permission { name: string; label: string; everyone: boolean }

/** Chooses from all rights that the installed apps know. */
export function Rights({ chosen, choose, error }: { chosen: string[]; choose: (names: string[]) => void; error?: string }) {
  const t = useT();
  const permissions = useGet<{ items: Permission[] }>('/api/identity/permissions');
  const [text, setText] = useState('');
  const toggle = (name: string) => choose(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <>
      <Answer query={permissions}>
        {({ items: all }) => (
          <fieldset className="d-choices">
            <legend>{t('rights')} · {t('count', { n: chosen.length })}</legend>
            <TextInput size="xs" aria-label={t('filter')} placeholder={t('filter')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
            {all.filter((one) => !text || found(one.label, text) || one.name.includes(text)).map((one) => (
              <Checkbox key={one.name} label={one.label} description={one.everyone ? t('everyone') : one.name} disabled={one.everyone}
                checked={one.everyone || chosen.includes(one.name)} onChange={() => toggle(one.name)} />
            ))}
          </fieldset>
        )}
      </Answer>
      {error && <p role="alert" className="d-error">{error}</p>}
    </>
  );
}
