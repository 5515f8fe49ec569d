// Original file: collabry/memory/v1/turns.proto


/**
 * Why a part was not saved.
 */
export interface AppendFailureInit {
  /**
   * Its index in the request, from 0.
   */
  'index'?: (number);
  /**
   * Error code of the REST contract, as of AppendTurn.
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
   * Its index in the request, from 0.
   */
  'index': (number);
  /**
   * Error code of the REST contract, as of AppendTurn.
   */
  'code': (string);
  /**
   * A sentence for the caller.
   */
  'detail': (string);
}
