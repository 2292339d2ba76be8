import { call, fileOf } from '../client/call.js';
import type { ImportedCases } from '../generated/api.js';

function form(file: File): FormData {
  const data = new FormData();
  data.set('file', file, file.name);
  return data;
}

/** The same file again starts nothing twice: the service knows it by its content. */
export const startFrom = (programId: string, file: File): Promise<ImportedCases> => call('importCases', { params: { programId }, body: form(file) });

/** The workbook with a column that says what is wrong, saved as a file of its own name. */
export async function checkAndSave(programId: string, file: File): Promise<void> {
  const blob = await fileOf('checkImport', { params: { programId }, body: form(file) });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name.replace(/\.xlsx$/i, '_checked.xlsx');
  link.click();
  URL.revokeObjectURL(address);
}
