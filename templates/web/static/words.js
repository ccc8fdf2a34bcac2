// The chat page's own words, per language. What the service says comes from the server in Message.

const WORDS = {
  "zh-TW": {
    chat: "診斷申請對話",
    demo: "示範環境",
    demoNote: "信件只送到示範信箱，不會真的寄出。",
    skip: "跳到輸入框",
    log: "對話紀錄",
    progress: "整體進度",
    newest: "有新訊息",
    helps: "隨時可用的指令",
    skin: "外觀",
    skinOwn: "網頁",
    skinAll: "全部畫面",
    sample: "範例公司",
    fill: "填入範例答案",
    noSample: "這一題沒有範例答案。",
    filled: "已填入範例答案，按 Enter 送出。",
    attach: "附加照片或 PDF",
    composer: "輸入訊息",
    placeholder: "輸入答案或訊息…",
    example: "例：",
    send: "送出",
    sending: "傳送中",
    sent: "已送出",
    failed: "沒有送出",
    retry: "重試",
    change: "修改",
    changeLabel: "修改：",
    open: "開啟",
    download: "下載",
    newTab: "（開新分頁）",
    ticked: "已選",
    rank: (place) => `第 ${place} 順位`,
    loadFailed: "暫時連不上服務，請稍後再試。",
    tones: { done: "完成：", info: "說明：", warn: "請注意：", rejected: "未接受：" },
    helpWords: ["進度", "檢視", "上一題", "說明", "真人協助", "語言"],
  },
  en: {
    chat: "Application chat",
    demo: "Demo",
    demoNote: "Letters go to the demo mailbox only; nothing is really sent.",
    skip: "Skip to the message box",
    log: "Conversation",
    progress: "Overall progress",
    newest: "New message",
    helps: "Words that always work",
    skin: "Look",
    skinOwn: "Web",
    skinAll: "all screens",
    sample: "Sample company",
    fill: "Fill in sample answer",
    noSample: "There is no sample answer for this question.",
    filled: "Sample answer filled in. Press Enter to send.",
    attach: "Attach a photo or PDF",
    composer: "Message",
    placeholder: "Type an answer or a message…",
    example: "e.g. ",
    send: "Send",
    sending: "Sending",
    sent: "Sent",
    failed: "Not sent",
    retry: "Try again",
    change: "Change",
    changeLabel: "Change: ",
    open: "Open",
    download: "Download",
    newTab: " (new tab)",
    ticked: "Selected",
    rank: (place) => `Priority ${place}`,
    loadFailed: "The service cannot be reached at the moment. Please try again later.",
    tones: { done: "Done: ", info: "Note: ", warn: "Please note: ", rejected: "Not accepted: " },
    helpWords: ["status", "review", "back", "help", "human", "language"],
  },
};

/** The words of a language; Chinese where we do not speak it. */
export function wordsOf(language) {
  return WORDS[language] ?? WORDS["zh-TW"];
}

/** Write the words of `language` wherever the page names one, and mark them with their language. */
export function writeWords(language) {
  const words = wordsOf(language);
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = words[node.dataset.word];
    node.lang = language;
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", words[node.dataset.label]);
    if (node.matches("button")) node.title = words[node.dataset.label];
  }
}
