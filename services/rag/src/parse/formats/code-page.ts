/** The page of DOS in Western Europe. The Encoding Standard has none of DOS but the Cyrillic one. */
export const IBM850 = 'ibm850'

/** Its signs from 0x80 on. */
const SIGNS =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

/** Bun knows every label of the Encoding Standard; its types know three. Throws for an unknown label. */
export function decodeAs(label: string, bytes: Uint8Array, fatal = false): string {
  return label === IBM850 ? ofDos(bytes) : new TextDecoder(label as Bun.Encoding, { fatal }).decode(bytes)
}

const ofDos = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll(/[\x80-\xff]/g, (sign) => SIGNS[sign.charCodeAt(0) - 0x80] ?? sign)
