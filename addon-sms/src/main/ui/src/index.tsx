import { Navigate, Route, Routes } from 'react-router';
import { defineModule } from '@dure/sdk';
import { Compose } from './compose';
import { Messages } from './sent';
import { Senders } from './senders';

export default defineModule({
  nav: [
    { path: 'compose', title: ['문자 보내기', 'Compose'], icon: 'M10 14l11 -11|M21 3l-6.5 18a.55 .55 0 0 1 -1 0l-3.5 -7l-7 -3.5a.55 .55 0 0 1 0 -1l18 -6.5' },
    { path: 'messages', title: ['보낸 문자', 'Sent'], icon: 'M4 6h16|M4 12h16|M4 18h12' },
    { path: 'senders', title: ['발신 번호', 'Sender numbers'], icon: 'M5 4h4l2 5l-2.5 1.5a11 11 0 0 0 5 5l1.5 -2.5l5 2v4a2 2 0 0 1 -2 2a16 16 0 0 1 -15 -15a2 2 0 0 1 2 -2' },
  ],
  Component: () => (
    <Routes>
      <Route index element={<Navigate to="compose" replace />} />
      <Route path="compose" element={<Compose />} />
      <Route path="messages" element={<Messages />} />
      <Route path="senders" element={<Senders />} />
    </Routes>
  ),
});
