/* The WebSocket. What somebody did is kept until the server has it on disk, and is sent again after a break:
   it carries its own id, so that the server takes it once. */

const KEPT = "santribot.unsent";
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

export class Connection {
  /** `onnews(news)` gets what the server tells, `onstate(open)` whether it is there. */
  constructor(onnews, onstate) {
    this.onnews = onnews;
    this.onstate = onstate;
    this.unsent = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    this.wait = FIRST_WAIT;
    this.socket = null;
    window.addEventListener("online", () => this.open());
    document.addEventListener("visibilitychange", () => document.hidden || this.open());
  }

  open() {
    if (this.socket) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/talk`);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.heard(JSON.parse(data));
    socket.onclose = () => this.lost();
  }

  /** Carry out `act`, now or when the server is back. */
  carry(act) {
    this.unsent.push(act);
    this.keep();
    this.say(act);
  }

  /** Ask for something that need not survive a break. */
  say(request) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(request));
  }

  opened() {
    this.wait = FIRST_WAIT;
    this.onstate(true);
    this.unsent.forEach((act) => this.say(act));
  }

  heard(news) {
    if (news.type === "saved" || news.type === "refused") {
      this.unsent = this.unsent.filter((act) => act.id !== news.id);
      this.keep();
    }
    this.onnews(news);
  }

  lost() {
    this.socket = null;
    this.onstate(false);
    this.timer = setTimeout(() => this.open(), this.wait * (0.7 + 0.3 * Math.random()));
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  keep() {
    sessionStorage.setItem(KEPT, JSON.stringify(this.unsent));
  }
}
