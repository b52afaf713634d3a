import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './kit.css';

export {
  ActionIcon, Anchor, Button, Checkbox, Drawer, FileButton, Loader, Menu, Modal, MultiSelect, NumberInput, PasswordInput, PinInput, Popover, Progress,
  Radio, SegmentedControl, Select, Skeleton, Switch, Tabs, TagsInput, TextInput, Textarea, Tooltip, useMantineColorScheme, useComputedColorScheme,
} from '@mantine/core';
export { useDebouncedValue, useHotkeys } from '@mantine/hooks';
export * from './provider';
export * from './parts';
export * from './table';
export * from './form';
export * from './files';
export * from './hangul';
export * from './icons';
export * from './rich-text';
export * from './pdf';
export * from './calendar';
