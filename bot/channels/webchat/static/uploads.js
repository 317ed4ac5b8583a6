/* Photos and files on their way to the server. */

const MOST_BYTES = 10 * 1024 * 1024;
const PATIENCE = 2000;

/** How `file` can be sent: `{ref}` of an uploaded photo, or only what it is called where it is no photo. */
export async function upload(file) {
  if (!file.type.startsWith("image/") || file.size > MOST_BYTES) return described(file);
  for (;;) {
    const answer = await fetch("/upload", { method: "POST", body: file }).catch(() => null);
    if (answer?.ok) return answer.json();
    if (answer && answer.status < 500) return described(file);
    await new Promise((done) => setTimeout(done, PATIENCE));
  }
}

function described({ name, type, size }) {
  return { name: name.slice(-120), mime: type.slice(0, 80), size };
}
