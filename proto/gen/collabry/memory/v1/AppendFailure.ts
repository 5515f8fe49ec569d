// Original file: collabry/memory/v1/turns.proto


/**
 * Why a part was not saved.
 */
export interface AppendFailureInit {
  /**
   * Its place in the request, from 0 on.
   */
  'index'?: (number);
  /**
   * The stable code of the REST contract, as AppendTurn would fail with.
   */
  'code'?: (string);
  /**
   * A sentence for the caller.
   */
  'detail'?: (string);
}

/**
 * Why a part was not saved.
 */
export interface AppendFailure {
  /**
   * Its place in the request, from 0 on.
   */
  'index': (number);
  /**
   * The stable code of the REST contract, as AppendTurn would fail with.
   */
  'code': (string);
  /**
   * A sentence for the caller.
   */
  'detail': (string);
}
