import { dureAddon } from '@dure/vite-preset';

export default dureAddon({
  id: 'sms',
  title: { ko: '문자', en: 'Text messages' },
  icon: 'M8 9h8|M8 13h6|M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1 -3 3h-5l-5 3v-3h-2a3 3 0 0 1 -3 -3v-8a3 3 0 0 1 3 -3h12',
  color: '#1d5ac7',
  route: 'sms',
  order: 80,
  commands: [{ id: 'compose', title: { ko: '문자 보내기', en: 'Send a text message' }, path: 'compose' }],
});
