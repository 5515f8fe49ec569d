/** The text of the file is in pictures: reading goes on in a process that may take the time to recognise it. */
export class OcrRequired extends Error {
  override name = 'RecognitionNeeded'
}
