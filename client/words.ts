/**
 * All text on the screen, in one object, so that a second language is a second object of the same type.
 *
 * Functions put numbers and names into sentences; no other file of `client/` contains text for people. Longer than other files,
 * because it is what a translator works through.
 */

import type { Level } from "../shared/levels.ts";

/** A share in [0, 1] as a percentage. */
const percent = (share: number): string => `${Math.round(100 * share)}%`;

const TEAMS = ["Blue", "Orange"] as const;

/** Words for the learner's names of tasks, outcomes and strategies; a name without words is shown as it is. */
interface TaskWords {
  /** What the task is called within a sentence, and as a title. */
  readonly name: string;
  readonly title: string;
  /** What an episode becomes when it is stored for the task. */
  readonly noun: string;
}
const TASKS: Readonly<Record<string, TaskWords>> = {
  shoot: { name: "shoot", title: "Shoot", noun: "shot" },
  pass: { name: "pass", title: "Pass", noun: "pass" },
  open: { name: "get open", title: "Get open", noun: "reception" },
  steal: { name: "win the puck", title: "Win the puck", noun: "defence" },
  cover: { name: "cover an opponent", title: "Cover", noun: "interception" },
  save: { name: "keep the goal", title: "Keep the goal", noun: "save" },
  carry: { name: "carry to a place", title: "Carry", noun: "carry" },
  place: { name: "send to a place", title: "Place", noun: "placed puck" },
};

/** The words for a task; those of a task that has none are made from its name. */
function taskWords(task: string): TaskWords {
  return TASKS[task] ?? { name: task, title: task.charAt(0).toUpperCase() + task.slice(1), noun: task };
}

const LEVELS: Readonly<Record<Level, string>> = { rookie: "Rookie", junior: "Junior", senior: "Senior", pro: "Pro" };
const OUTCOMES: Readonly<Record<string, string>> = {
  goal: "Goal",
  "goal-against": "Goal against",
  received: "Pass received",
  won: "Puck won",
  stopped: "Stopped",
  whistle: "Whistle",
  teammate: "Team-mate got it",
  opponent: "Opponent got it",
  saved: "Saved",
  frozen: "Goalie covered it",
  dead: "Nobody got it",
  timeout: "Out of time",
};
const SHARING: Readonly<Record<string, string>> = {
  none: "none",
  all: "with all tasks",
  random: "with a random task",
  success: "with tasks in which it succeeded",
  advantage: "with the task in which it ranks highest",
  hipi: "by inverse reinforcement learning",
  cds: "with tasks in which its cautious value is high",
  uds: "with all tasks, reward 0",
  utds: "with all tasks, values less an ensemble's spread",
};
const BACKENDS: Readonly<Record<string, string>> = {
  simd: "WebAssembly kernels (simd)",
  "simd-plain": "WebAssembly kernels (simd-plain)",
  "tfjs-node": "TensorFlow (tfjs-node)",
  "tfjs-wasm": "TensorFlow.js (tfjs-wasm)",
  plain: "JavaScript (plain)",
};
const BECAME: Readonly<Record<string, (by: number, to: number) => string>> = {
  "shoot>pass": (by: number, to: number): string => `Shot by ${by} became a pass to ${to}`,
  "pass>shoot": (by: number): string => `Pass by ${by} became a shot that scored`,
};

/** The English text. */
export const WORDS = {
  game: {
    name: "Hindsight Hockey",
    sentence: "Online hockey with bots that have learnt to play it.",
  },
  titles: {
    lobby: "Hindsight Hockey",
    play: "Playing · Hindsight Hockey",
    training: "Watch training · Hindsight Hockey",
    unknown: "Not found · Hindsight Hockey",
  },
  lobby: {
    nameLabel: "Your name",
    namePlaceholder: "Skater",
    nameTooLong: (length: number, most: number): string => `At most ${most} characters; this name has ${length}.`,
    nameInvisible: "This name has no visible characters.",
    nameBecomes: (name: string): string => `You will be shown as “${name}”.`,
    levelLabel: "Bots",
    levels: LEVELS,
    playNow: "Play now",
    watchTraining: "Watch training",
    playNote: "No sign-up. You join a match at once.",
    watchNote: "Bots learn to pass and shoot.",
    facts: [
      ["Learnt play", "Bots act by Q-learning: with the puck, without it, in defence and in goal."],
      ["Hindsight", "In training, a shot that ends at a team-mate also teaches passing."],
      ["Live training", "Practice rinks and learning curves are updated while the bots learn."],
    ],
  },
  play: {
    loading: "Joining a match…",
    teams: TEAMS,
    cannotDraw: "This browser cannot draw the rink. Try another one.",
    canvasLabel: "The rink, seen from above",
    scoreLabel: "Score",
    away: "away",
    period: (period: number, periods: number): string =>
      period > periods ? "Overtime" : `Period ${period} of ${periods}`,
    ping: (milliseconds: number): string => `${milliseconds} ms`,
    noPing: "– ms",
    pingLabel: "Round trip to the server",
    bots: (level: string, isRecorded: boolean): string => {
      const bots = `${Object.entries(LEVELS).find(([name]) => name === level)?.[1] ?? level} bots`;
      return isRecorded ? `${bots} learn from this match` : bots;
    },
    carries: (name: string): string => `${name} has the puck`,
    youCarry: "You have the puck",
    loose: "Loose puck",
    faceoff: "Face-off",
    getReady: "Get ready",
    goal: "Goal!",
    conceded: "They score",
    skip: "Shoot or pass to go on",
    goalBy: (name: string): string => `scored by ${name}`,
    goalByYou: "scored by you!",
    assist: (name: string): string => `, from ${name}`,
    save: "Save!",
    intermission: (period: number): string => `End of period ${period}`,
    stoppage: "Whistle",
    won: "You won",
    lost: "You lost",
    draw: "A draw",
    finished: "Game over",
    finalScore: (home: number, away: number): string => `Blue ${home} : ${away} Orange`,
    playAgain: "Play again",
    nextMatch: (seconds: number): string => `You keep your place. The next match begins in at most ${seconds} s.`,
    nameless: (team: number, number: number): string => `${TEAMS[team] ?? ""} ${number}`,
    soundOn: "Turn sound on",
    soundOff: "Turn sound off",
    soundRefused: "The browser does not allow sound",
    leaveLabel: "Leave the match",
    attack: ["You are Blue and attack to the right", "You are Orange and attack to the left"],
    attackUp: ["You are Blue and attack upwards", "You are Orange and attack upwards"],
    shoot: "Shoot",
    pass: "Pass",
    stickLabel: "Skating stick",
    helpTitle: "How to play",
    helpClose: "Got it",
    helpOpen: "Controls",
    help: [
      ["W A S D or arrows", "skate"],
      ["Mouse", "aim"],
      ["Left click or Space", "shoot"],
      ["Right click, E or Shift", "pass"],
    ],
    helpTouch: [
      ["Left thumb", "skate"],
      ["Shoot", "at the goal, or ahead if it is far"],
      ["Pass", "to the team-mate you face"],
    ],
    helpPen: [
      ["Pen", "aim"],
      ["Tip", "shoot"],
      ["Barrel button, E or Shift", "pass"],
      ["W A S D or arrows", "skate"],
    ],
    helpGamepad: [
      ["Left stick or d-pad", "skate"],
      ["Right stick", "aim"],
      ["A, ✕ or right trigger", "shoot"],
      ["B, ○ or left trigger", "pass"],
    ],
    helpNote: "Without a mouse, shots go at the goal and passes to the team-mate you face.",
  },
  link: {
    silent: "The server does not answer",
    silentDetail: "What you see may be out of date.",
    retrying: {
      lost: ["Connection lost", "A bot plays for you while your place is kept."],
      offline: ["Your device is offline", "You join again as soon as it has a network connection."],
      restarting: ["The server is shutting down", "You join a new match as soon as it runs again."],
      unreachable: ["The server cannot be reached", "It may be stopped or starting, or your network may be down."],
      full: ["The server is full", "Every place is taken, and so is every place in the queue."],
      busy: ["Too many requests", "For a moment, the server accepts no more requests from your network."],
    },
    retryIn: (seconds: number): string => `Trying again in ${seconds} s.`,
    trying: "Trying now…",
    retryNow: "Try now",
    renewed: {
      restarted: ["The server was restarted", "You are in a new match."],
      placeGone: ["You are in a new match", "Your place in the previous match was not kept any longer."],
    },
    back: "Back to the start page",
    retry: "Join again",
    reload: "Reload",
    unknownRun: ["No such learner", "The server does not have the learner of this rink."],
    misbehaved: ["Disconnected by the server", "It received invalid messages from this page, or too many at once."],
    version: ["The game has been updated", "Reload the page to play the new version."],
    idle: ["You have left the match", "You did not play for a long time, or nobody was playing any more."],
    ended: ["The match has ended", "The server closed this rink."],
    refused: ["The server refused the request", "It did not accept what this page asked for."],
  },
  standing: {
    play: "Play",
    idle: (seconds: number): readonly [string, string] => [
      "A bot plays for you",
      `Start skating or press Play to continue. Your place is kept for ${seconds} s.`,
    ],
    waiting: (before: number): readonly [string, string] => [
      "All places are taken",
      before === 0 ? "You get the next one." : `${before} ${before === 1 ? "person is" : "people are"} ahead of you.`,
    ],
    chosen: ["You are watching", "Press Play to join the match."],
    idleGone: ["You are watching", "You did not play for a minute, so your place was freed. Press Play to return."],
  },
  training: {
    title: "Watch bots learn",
    back: "Home",
    play: "Play a match",
    explain:
      "These bots start with random play and learn in short drills. Each drill has one task, passing or shooting; the reward is 1 for success, -0.1 for a shot that loses the puck, and 0 otherwise. One network learns both tasks. Each episode is also judged by the other task: a shot that ended at a team-mate is stored a second time, as a pass with reward 1, so that the network also learns passing from it.",
    explainTitle: "What am I looking at?",
    rink: (index: number): string => `Rink ${index + 1}`,
    rinksTitle: "Practice rinks, live",
    drill: (task: string): string => `Drill: ${taskWords(task).name}`,
    noDrill: "Waiting for a drill",
    thought: (values: readonly { readonly task: string; readonly value: number }[]): string =>
      values.map(({ task, value }) => `${taskWords(task).name} ${value.toFixed(2)}`).join(" · "),
    weights: (decisions: string): string => `after ${decisions} decisions`,
    taskWords,
    outcomes: OUTCOMES,
    alsoStored: (outcome: string, task: string): string => `${outcome}: also stored as a ${taskWords(task).noun}`,
    phase: {
      idle: "Idle",
      starting: "Starting",
      learning: "Learning",
      resting: "Paused",
      finished: "Finished",
      restarting: "Restarting",
      failed: "Failed",
    },
    phaseDetail: {
      idle: "Learning starts when somebody watches.",
      starting: "The learner is starting.",
      learning: "The bots are learning now.",
      resting: "Learning continues when somebody watches.",
      finished: "All planned decisions are used. The rinks show the result.",
      restarting: "The learner crashed and resumes from its last checkpoint.",
      failed: "Learning has stopped.",
    },
    sharing: SHARING,
    backends: BACKENDS,
    facts: {
      backend: "Network runs on",
      sharing: "Sharing",
      seed: "Seed",
      restarts: "Restarts",
      decisions: "Decisions",
      budget: (budget: string): string => `of ${budget} planned`,
      replay: (transitions: string): string => `of ${transitions} transitions`,
      episodesPlayed: (episodes: string): string => `${episodes} episodes so far`,
      updatesPerSecond: (updates: string): string => `and ${updates} gradient steps`,
      speed: "Decisions per second",
      relabelled: "Relabelled share",
      epsilon: "Exploration (epsilon)",
    },
    successNow: (task: string): string => `${task}: success`,
    successBand: (low: number, high: number, episodes: number): string =>
      `95% interval ${percent(low)} to ${percent(high)}, ${episodes} drills`,
    successNone: "not measured yet",
    percent,
    unknown: "–",
    charts: {
      success: "Success per task",
      successNote: "Bold: held-out drills without exploration, with 95% interval. Faint: practice, with exploration.",
      loss: "Loss",
      lossNote: "Mean Huber loss since the previous point.",
      epsilon: "Exploration and relabelled share",
      epsilonNote: "Share of random actions, and share of relabelled transitions in the replay buffer.",
      speed: "Speed",
      speedNote: "Averages since the previous point.",
      xAxis: "decisions (environment steps)",
      ySuccess: "success [%]",
      yLoss: "Huber loss",
      yShare: "share [%]",
      ySpeed: "per second",
      evaluation: (task: string): string => `${task}, held-out`,
      practice: (task: string): string => `${task}, practice`,
      epsilonLine: "epsilon",
      relabelledLine: "relabelled",
      decisionsLine: "decisions",
      gradientLine: "gradient steps",
      empty: "The first point appears within seconds of the start.",
    },
    feedTitle: "Relabelled episodes",
    feedNote: "Collected for one task, also stored for another.",
    feedEmpty: "None yet. The first ones are mostly accidental.",
    became: BECAME,
    becameOther: (from: string, to: string, by: number): string => `${from} episode of ${by} also stored for ${to}`,
    returns: (before: number, after: number): string => `return ${before.toFixed(2)} → ${after.toFixed(2)}`,
    hubLink: {
      connecting: "Connecting to the server…",
      open: "",
      silent: "The server does not answer. What you see may be out of date.",
      lost: "Connection to the server lost. Trying again…",
    },
    phaseUnknown: "Not connected",
    phaseUnknownDetail: "The figures below may be out of date.",
    rinkConnecting: "Connecting…",
    rinkLost: "Connection lost. Trying again…",
    rinkFull: "This rink is full of viewers.",
    noRun: "This server has no learner yet.",
  },
  fault: {
    title: "Something went wrong on this page.",
    detail: "Reload the page if the game does not continue.",
    goOn: "Continue",
  },
  unknown: {
    title: "Page not found",
    detail: "There is no page at this address.",
    failedTitle: "This page did not load",
    failedDetail: "The server may have been updated, or it cannot be reached.",
  },
} as const;
