/* Moments (milliseconds since 1970) as they are written in East Java, whatever the clock of the computer shows. */

const zone = { timeZone: "Asia/Jakarta" };
const time = new Intl.DateTimeFormat("id-ID", { ...zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat("id-ID", { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const short = new Intl.DateTimeFormat("id-ID", { ...zone, day: "numeric", month: "short" });
const key = new Intl.DateTimeFormat("en-CA", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });
const DAY = 24 * 60 * 60 * 1000;

/** "09.05" */
export function clock(at) {
  return time.format(at).replace(":", ".");
}

/** "2027-03-24": the same for all moments of one day. */
export function dayOf(at) {
  return key.format(at);
}

/** "Hari ini", "Kemarin", or "Rabu, 24 Maret 2027" */
export function dayName(at) {
  if (dayOf(at) === dayOf(Date.now())) return "Hari ini";
  if (dayOf(at) === dayOf(Date.now() - DAY)) return "Kemarin";
  return date.format(at);
}

/** "09.05" today, else "24 Mar" */
export function brief(at) {
  return dayOf(at) === dayOf(Date.now()) ? clock(at) : short.format(at);
}
