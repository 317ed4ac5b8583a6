/* The small windows: one's own number, a place, a photo in large. */

const PHONE = /^[-+0-9 ().]{3,32}$/;
const dialog = (id) => document.getElementById(id);

for (const each of document.querySelectorAll("dialog")) {
  each.addEventListener("click", (event) => {
    if (event.target === each || event.target.closest("[data-close]")) each.close();
  });
}

/** Ask for one's own phone number; `done(phone)` gets it. */
export function askContact(done) {
  open("contact", (field, error) => {
    const digits = field.value.replace(/\D/g, "");
    if (!PHONE.test(field.value.trim()) || digits.length < 8) {
      error.textContent = "Tulis nomor lengkap, misalnya 0812 3456 7890.";
      return false;
    }
    done(field.value.trim());
    return true;
  });
}

/** Ask for a place; `done({latitude, longitude})` gets it. */
export function askPlace(done) {
  const { form, error } = open("place", (field, complaint) => {
    const place = coordinates(field.value);
    if (!place) complaint.textContent = "Tulis seperti -7.2575, 112.7521 (lintang, lalu bujur).";
    else done(place);
    return Boolean(place);
  });
  form.querySelector("[data-here]").onclick = () => here(error, (place) => {
    dialog("place").close();
    done(place);
  });
}

export function enlarge(address) {
  const frame = dialog("photo");
  frame.querySelector("img").src = address;
  frame.showModal();
}

/** Two numbers in degrees, latitude first; null where it is not that. */
export function coordinates(text) {
  const found = text.trim().match(/^(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)$/);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

function open(id, accept) {
  const form = dialog(id).querySelector("form");
  const [field, error] = [form.querySelector("input"), form.querySelector(".error")];
  field.value = error.textContent = "";
  form.onsubmit = (event) => {
    event.preventDefault();
    if (accept(field, error)) dialog(id).close();
    else field.focus();
  };
  dialog(id).showModal();
  field.focus();
  return { form, error };
}

function here(error, done) {
  const refuse = () => (error.textContent = "Lokasi tidak bisa dibaca. Tulis koordinatnya saja, ya.");
  if (!navigator.geolocation) return refuse();
  error.textContent = "Mencari lokasi …";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude }),
    refuse,
    { timeout: 15000, maximumAge: 60000 },
  );
}
