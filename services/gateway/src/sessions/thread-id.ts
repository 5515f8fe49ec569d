/**
 * The thread of a session, as the seed named it. Only the user's part may hold a colon, and there it is encoded, so that no
 * user name can reach into another's threads. The session's part never needs it: its alphabet is narrower.
 */
export const threadId = (userId: string, sessionId: string): string =>
  `${userId.replace(/[%:\p{Cc}]/gu, (character) => encodeURIComponent(character))}:${sessionId}`
