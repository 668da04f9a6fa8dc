/** Questions with their answers: rows of features one behind the other, and of each row how much of the answer it is. */
export interface Questions {
  readonly inputs: number;
  readonly rows: Float32Array;
  /** Where each question's rows begin; one more than there are questions. */
  readonly starts: Int32Array;
  /** Adds up to 1 within a question. */
  readonly wanted: Float32Array;
}

/** Takes at most `most` questions of at most `candidates` rows; more are left out. */
export function openQuestions(
  inputs: number,
  candidates: number,
  most: number,
): {
  enter(rows: Float32Array, count: number, wanted: (row: number) => number): void;
  close(): Questions;
} {
  const all = new Float32Array(most * candidates * inputs);
  const answers = new Float32Array(most * candidates);
  const starts = [0];
  let end = 0;
  return {
    enter: (rows, count, wanted) => {
      if (starts.length > most) return;
      all.set(rows.subarray(0, count * inputs), end * inputs);
      for (let row = 0; row < count; row += 1) answers[end + row] = wanted(row);
      end += count;
      starts.push(end);
    },
    close: () => ({
      inputs,
      rows: all.subarray(0, end * inputs),
      starts: Int32Array.from(starts),
      wanted: answers.subarray(0, end),
    }),
  };
}
