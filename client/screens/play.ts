/**
 * The screen of a match: joins, sends controls, and shows the rink and the notices around it.
 *
 * Reads the room and all input devices; draws the rink once per screen frame and updates the text a few times a second.
 */
import type { Control } from "../../shared/control.ts";
import { ROOMS, type ClientMessages, type MatchJoinOptions, type ServerMessages } from "../../shared/net/messages.ts";
import { Banner } from "../banner.ts";
import { RoomLink, type LinkState, type RinkRoom } from "../connection.ts";
import { el, setText } from "../dom.ts";
import { everyFrame } from "../frame-loop.ts";
import { HelpCard } from "../help-card.ts";
import { Hud } from "../hud.ts";
import { likelyDevice, MatchInput } from "../input/input.ts";
import { LinkNotice } from "../link-notice.ts";
import { MatchVisibility } from "../match-visibility.ts";
import { Motion } from "../predict.ts";
import { Scene } from "../render/scene.ts";
import { rememberedLevel } from "../level-choice.ts";
import { nameToJoinWith } from "../remembered-name.ts";
import { ResultCard } from "../result-card.ts";
import { goTo, type Unmount } from "../router.ts";
import { StandingNotice } from "../standing-notice.ts";
import { Sound } from "../sound.ts";
import { WORDS } from "../words.ts";
import { FrameMeter } from "./frame-meter.ts";

/** How often the text is updated [ms]; the rink is drawn every frame. */
const WORDS_EVERY_MS = 100;

/** Shows a match and joins it at once. */
export function playScreen(root: HTMLElement): Unmount {
  const match = new MatchView(root);
  return () => match.dispose();
}

/** One visit to the screen; after "Join again" it continues with a new room. */
class MatchView {
  readonly #scene = new Scene(
    { names: true, thoughts: false },
    { class: "rink", role: "img", "aria-label": WORDS.play.canvasLabel, "data-testid": "own-position" },
  );
  readonly #input = new MatchInput(this.#scene.canvas, (device) => {
    this.#element.dataset["device"] = device;
    this.#help.device = device;
  });
  readonly #help = new HelpCard();
  readonly #sound = new Sound();
  readonly #hud: Hud;
  readonly #banner = new Banner();
  readonly #side = el("p", { class: "side-note" });
  readonly #result = new ResultCard(() => goTo("/"));
  readonly #notice = new LinkNotice({
    retry: () => this.#link.retryNow(),
    rejoin: () => this.#joinAgain(),
    back: () => goTo("/"),
  });
  readonly #standing = new StandingNotice(() => this.#send("sit", {}));
  readonly #meter = new FrameMeter();
  readonly #element = el("div", { class: "match", "data-device": likelyDevice() });
  readonly #visibility = new MatchVisibility((isHidden) => {
    if (isHidden) this.#sound.silence();
    this.#tellVisibility();
  });
  readonly #stopFrames: () => void;
  #link: RoomLink;
  #room: RinkRoom | null = null;
  #motion: Motion | null = null;
  #lastWordsMs = 0;
  #joinedMs = 0;

  constructor(root: HTMLElement) {
    const leave = el("button", {
      type: "button",
      class: "icon-button",
      "aria-label": WORDS.play.leaveLabel,
      title: WORDS.play.leaveLabel,
      text: "×",
    });
    leave.addEventListener("click", () => goTo("/"));
    this.#hud = new Hud(this.#sound.button, this.#help.button, leave);
    this.#element.append(
      el("h1", { class: "visually-hidden", text: WORDS.game.name }),
      this.#hud.element,
      el(
        "div",
        { class: "arena" },
        this.#scene.element,
        this.#side,
        this.#banner.element,
        this.#standing.element,
        this.#input.touch.element,
        this.#help.element,
        this.#result.element,
        this.#notice.element,
      ),
    );
    root.append(this.#element);
    this.#link = this.#join();
    this.#stopFrames = everyFrame((nowMs) => this.#draw(nowMs));
  }

  dispose(): void {
    this.#stopFrames();
    this.#link.leave();
    this.#motion?.dispose();
    this.#input.dispose();
    this.#notice.dispose();
    this.#standing.dispose();
    this.#sound.dispose();
    this.#result.dispose();
    this.#visibility.dispose();
  }

  #join(): RoomLink {
    const options: MatchJoinOptions = { name: nameToJoinWith(), mode: "play", level: rememberedLevel() };
    return new RoomLink({
      roomName: ROOMS.match,
      joinOptions: options,
      placeKey: "match-place",
      onLink: (state) => this.#showLink(state),
      onJoin: (room) => this.#listen(room),
      onRoom: (room) => this.#enter(room),
    });
  }

  #showLink(state: LinkState): void {
    this.#notice.show(state);
    // Without a connection the standing is unknown; the server sends it again after a reconnection.
    if (state.kind === "retrying" || state.kind === "closed")
      this.#standing.show({ kind: "seated" }, performance.now());
  }

  #joinAgain(): void {
    this.#link.leave();
    this.#link = this.#join();
  }

  /** Handles the messages of a room. */
  #listen(room: RinkRoom): void {
    room.onMessage<ServerMessages["standing"]>("standing", (standing) => {
      this.#standing.show(standing, performance.now());
    });
    room.onMessage<ServerMessages["events"]>("events", (events) => this.#show(events, room));
  }

  #enter(room: RinkRoom): void {
    this.#motion?.dispose();
    this.#room = room;
    this.#motion = new Motion(room);
    this.#joinedMs = performance.now();
    if (this.#visibility.isHidden) this.#tellVisibility();
  }

  #show(events: ServerMessages["events"], room: RinkRoom): void {
    const { state } = room;
    const frame = this.#motion?.frame;
    if (frame === undefined || this.#room !== room) return;
    const isWatched = this.#visibility.isWatched(performance.now());
    for (const event of events) {
      this.#banner.note(event, state, frame.you, performance.now());
      if (!isWatched) continue;
      this.#scene.show(event, frame);
      this.#sound.play(event, state.skaters[frame.you]?.team ?? -1);
    }
  }

  /** Tells the match whether this page is hidden: a bot plays meanwhile. */
  #tellVisibility(): void {
    this.#send("visibility", { isHidden: this.#visibility.isHidden });
  }

  #send<Type extends keyof ClientMessages>(type: Type, message: ClientMessages[Type]): void {
    if (this.#room?.connection.isOpen === true) this.#room.send(type, message);
  }

  #draw(nowMs: number): void {
    this.#visibility.noteFrame(nowMs);
    const room = this.#room;
    const motion = this.#motion;
    if (room === null || motion === null) return;
    const control = this.#input.read(motion.frame, this.#scene.view, nowMs);
    const frame = motion.advance(nowMs, control, this.#link.isFresh);
    const team = frame.skaters[frame.you]?.team ?? 0;
    this.#scene.uprightAttack = team === 0 ? 1 : -1;
    this.#scene.paint(frame, nowMs);
    this.#meter.count(nowMs);
    // Every frame, unlike the other text: the word "Goal!" must not stay until after the next face-off has begun.
    this.#banner.follow(room.state, frame.you, nowMs);
    if (nowMs - this.#lastWordsMs < WORDS_EVERY_MS) return;
    this.#lastWordsMs = nowMs;
    this.#hud.show(room.state, frame.you, this.#link.pingMs);
    this.#standing.follow(isActive(control), nowMs);
    this.#result.follow(room.state, frame.you);
    this.#showSide(team, frame.you >= 0 && nowMs - this.#joinedMs < 7000);
    this.#meter.publish(this.#scene.canvas, room.state, frame);
  }

  /** Shows in the first seconds in which direction the player attacks. */
  #showSide(team: 0 | 1, isShown: boolean): void {
    const words = this.#scene.view.quarterTurns === 0 ? WORDS.play.attack : WORDS.play.attackUp;
    setText(this.#side, isShown ? words[team] : "");
    this.#side.dataset["team"] = String(team);
  }
}

/** Whether the person skates or uses the stick. */
function isActive({ moveX, moveY, stick }: Readonly<Control>): boolean {
  return moveX !== 0 || moveY !== 0 || stick !== "hold";
}
