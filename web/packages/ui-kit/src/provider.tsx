import type { ReactNode } from 'react';
import { MantineProvider, createTheme, type MantineColorsTuple } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { setNonce } from 'get-nonce';
import { nonce } from './nonce';

setNonce(nonce);

const jade: MantineColorsTuple = [
  '#e6f6f1', '#cdeae2', '#a3d9cb', '#72c5b0', '#45b197', '#1f9d82', '#0b8069', '#076b58', '#055647', '#034236',
];

const theme = createTheme({
  respectReducedMotion: true,
  primaryColor: 'jade',
  primaryShade: { light: 7, dark: 6 },
  colors: { jade },
  fontFamily: "'Pretendard Variable', Pretendard, -apple-system, 'Apple SD Gothic Neo', 'Noto Sans KR', sans-serif",
  defaultRadius: 8,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    // Their heads are no landmarks of the page.
    // Behind them nothing scrolls: a screen scrolls in its sheet, which they cover. Locking would style the whole page anew.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 }, centered: true, radius: 14, overlayProps: { opacity: 0.4 }, attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } } },
  },
});

/** Around everything: look, dialogs, notices. */
export function Kit({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <ModalsProvider>
        <Notifications position="bottom-right" />
        {children}
      </ModalsProvider>
    </MantineProvider>
  );
}
