import type { Attachment, Problem } from '../generated/api.js';
import { NetworkLost, Refusal } from './problem.js';

/** Sends a file and tells how far it is, from 0 to 1. `fetch` cannot tell that yet. */
export async function uploadFile(file: File, progress: (share: number) => void, signal?: AbortSignal): Promise<Attachment> {
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/attachments');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => {
      progress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      if (request.status === 201) resolve(request.response as Attachment);
      else if (typeof (request.response as Problem | null)?.code === 'string') reject(new Refusal(request.response as Problem, undefined));
      else reject(new NetworkLost(new Error(`answered ${request.status}`)));
    };
    request.onerror = () => {
      reject(new NetworkLost(undefined));
    };
    signal?.addEventListener('abort', () => {
      request.abort();
    });
    const form = new FormData();
    form.set('file', file, file.name);
    request.send(form);
  });
}
