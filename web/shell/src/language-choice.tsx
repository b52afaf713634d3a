import { language, setLanguage } from '@dure/sdk';
import { SegmentedControl } from '@dure/ui-kit';

/** For pages without a frame. */
export const LanguageChoice = () => (
  <SegmentedControl size="xs" aria-label="Language" value={language()} onChange={(value) => setLanguage(value === 'en' ? 'en' : 'ko')}
    data={[{ value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }]} />
);
