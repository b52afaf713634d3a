import './approval.css';
import { Navigate, Route, Routes } from 'react-router';
import { defineModule } from '@dure/sdk';
import { MinePage, OfficersPage, RegisterPage, RetentionPage, SettingsPage } from './admin';
import { BoxPage, WaitingWidget } from './boxes';
import { FormPage, FormsPage } from './designer';
import { DocumentPage } from './document';
import { Nav } from './nav';
import { ChooseForm, EditDocument, NewDocument } from './write';

export default defineModule({
  Nav,
  contributes: { 'home.widget': [WaitingWidget] },
  Component: () => (
    <Routes>
      <Route index element={<Navigate to="box/waiting" replace />} />
      <Route path="box/:box" element={<BoxPage />} />
      <Route path="new" element={<ChooseForm />} />
      <Route path="new/:formId" element={<NewDocument />} />
      <Route path="documents/:id" element={<DocumentPage />} />
      <Route path="documents/:id/edit" element={<EditDocument />} />
      <Route path="mine" element={<MinePage />} />
      <Route path="admin/forms" element={<FormsPage />} />
      <Route path="admin/forms/:id" element={<FormPage />} />
      <Route path="admin/settings" element={<SettingsPage />} />
      <Route path="admin/officers" element={<OfficersPage />} />
      <Route path="admin/register" element={<RegisterPage />} />
      <Route path="admin/retention" element={<RetentionPage />} />
    </Routes>
  ),
});
