// The examples that the standards print.

/** RFC 8188 section 3.1: one record, no key id. */
export const rfc8188Single = {
  keyMaterial: 'yqdlZ-tYemfogSmv7Ws5PQ',
  salt: 'I1BsxtFttlv3u_Oo94xnmw',
  keyId: '',
  recordSize: 4096,
  padding: 0,
  payload: 'I am the walrus',
  body: 'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg',
}

/** RFC 8188 section 3.2: two records, one byte of padding in the first. */
export const rfc8188Multiple = {
  keyMaterial: 'BO3ZVPxUlnLORbVGMpbT1Q',
  salt: 'uNCkWiNYzKTnBN9ji3-qWA',
  keyId: 'a1',
  recordSize: 25,
  padding: 1,
  payload: 'I am the walrus',
  body: 'uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA',
}

/** RFC 8291 section 5 and appendix A. */
export const rfc8291 = {
  payload: 'When I grow up, I want to be a watermelon',
  senderPrivateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  publicKey: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

/** draft-ietf-httpbis-encryption-encoding-02 section 5.5: `aesgcm` with an authentication secret. */
export const draftAesgcm = {
  payload: 'I am the walrus',
  privateKey: '9FWl15_QUQAWDaD3k3l50ZBZQJ4au27F1V4F0uLSD_M',
  publicKey: 'BCEkBjzL8Z3C-oi2Q7oE5t2Np-p7osjGLg93qUP0wvqRT21EEWyf0cQDQcakQMqz4hQKYOQ3il2nNZct4HgAUQU',
  auth: 'R29vIGdvbyBnJyBqb29iIQ',
  cryptoKey:
    'keyid="dhkey"; dh="BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU"',
  encryption: 'keyid="dhkey"; salt="lngarbyKfMoi9Z75xYXmkg"',
  body: '6nqAQUME8hNqw5J3kl8cpVVJylXKYqZOeseZG8UueKpA',
}
