import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Client, clientOf } from './client'
import { type Product, startProduct, until } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000)

/** A fresh start without a model server: the embedding model is the one that comes with the product. */
let product: Product
beforeAll(async () => {
  product = await startProduct({ env: { EMBEDDING_PROVIDER: 'auto' } })
})
afterAll(() => product[Symbol.asyncDispose]())

const english = {
  'leaves.txt': 'Photosynthesis turns light, water and carbon dioxide into sugar in the chloroplasts of leaves.',
  'eruption.txt': 'Molten rock rises through the crust, and ash and lava are thrown out of the crater.',
  'bank.txt': 'The central bank raised interest rates in order to slow inflation.',
  'heart.txt': 'The heart pumps blood through arteries to all organs of the body.',
}
const translated: Record<string, typeof english> = {
  german: {
    'leaves.txt': 'Die Photosynthese macht in den Chloroplasten der Blätter aus Licht, Wasser und Kohlendioxid Zucker.',
    'eruption.txt': 'Geschmolzenes Gestein steigt durch die Erdkruste, und Asche und Lava werden aus dem Krater geschleudert.',
    'bank.txt': 'Die Zentralbank erhöhte die Zinsen, um die Inflation zu bremsen.',
    'heart.txt': 'Das Herz pumpt Blut durch die Arterien in alle Organe des Körpers.',
  },
  spanish: {
    'leaves.txt': 'La fotosíntesis convierte luz, agua y dióxido de carbono en azúcar en los cloroplastos de las hojas.',
    'eruption.txt': 'La roca fundida sube por la corteza, y ceniza y lava salen despedidas del cráter.',
    'bank.txt': 'El banco central subió los tipos de interés para frenar la inflación.',
    'heart.txt': 'El corazón bombea la sangre por las arterias a todos los órganos del cuerpo.',
  },
  chinese: {
    'leaves.txt': '光合作用在叶子的叶绿体中把光、水和二氧化碳转化为糖。',
    'eruption.txt': '熔融的岩石穿过地壳上升，火山灰和熔岩从火山口喷出。',
    'bank.txt': '中央银行提高利率以抑制通货膨胀。',
    'heart.txt': '心脏通过动脉把血液输送到身体的所有器官。',
  },
  arabic: {
    'leaves.txt': 'يحول التمثيل الضوئي الضوء والماء وثاني أكسيد الكربون إلى سكر في البلاستيدات الخضراء للأوراق.',
    'eruption.txt': 'تصعد الصخور المنصهرة عبر القشرة الأرضية ويقذف الرماد والحمم من فوهة البركان.',
    'bank.txt': 'رفع البنك المركزي أسعار الفائدة لإبطاء التضخم.',
    'heart.txt': 'يضخ القلب الدم عبر الشرايين إلى جميع أعضاء الجسم.',
  },
  vietnamese: {
    'leaves.txt':
      'Quang hợp là quá trình lá xanh dùng ánh sáng mặt trời để tạo ra đường từ nước và khí cacbonic, thức ăn của thực vật.',
    'eruption.txt': 'Đá nóng chảy dâng lên qua vỏ Trái Đất, tro và dung nham bị phun ra khỏi miệng núi lửa.',
    'bank.txt': 'Ngân hàng trung ương tăng lãi suất để kìm hãm lạm phát.',
    'heart.txt': 'Tim bơm máu qua các động mạch đến mọi cơ quan của cơ thể.',
  },
}

/** None of them shares a content word with the text that answers it. */
const questions: Record<string, string> = {
  english: 'How do plants feed themselves?',
  german: 'Wie ernähren sich Pflanzen?',
  spanish: '¿Cómo se alimentan las plantas?',
  chinese: '植物如何获取养分？',
  arabic: 'كيف تتغذى النباتات؟',
  vietnamese: 'Cây cối tự nuôi sống mình như thế nào?',
}

async function library(user: string, texts: Record<string, string>): Promise<Client> {
  const client = await clientOf(product, user)
  for (const [name, text] of Object.entries(texts)) await upload(client, name, text)
  await until(async () => (await client.post('/ai/search', { query: 'anything' })).body.coverage === 1)
  return client
}

test('the passage is found in other words than its own, by questions in six languages', async () => {
  const client = await library('reader of English', english)
  for (const [language, query] of Object.entries(questions)) {
    const { body } = await client.post('/ai/search', { query })
    expect({ language, mode: body.mode, coverage: body.coverage }).toEqual({ language, mode: 'hybrid', coverage: 1 })
    expect({ language, first: body.results[0]?.filename }).toEqual({ language, first: 'leaves.txt' })
  }
})

test.each(Object.entries(translated))('an English question finds the passage in %s', async (language, texts) => {
  const client = await library(`reader of ${language}`, texts)
  for (const [query, filename] of [
    [questions.english, 'leaves.txt'],
    ['Why do volcanoes erupt?', 'eruption.txt'],
  ]) {
    const { body } = await client.post('/ai/search', { query })
    expect({ query, first: body.results[0]?.filename }).toEqual({ query, first: filename })
  }
})

test('a document is found by its words as soon as its upload is completed, whatever its vectors', async () => {
  const client = await clientOf(product, 'in a hurry')
  const long = Array.from({ length: 40 }, (_, n) => `Section ${n}. ${'The sextant measures the height of a star. '.repeat(20)}`)
  await upload(client, 'book.txt', long.join('\n\n'))
  const { body } = await client.post('/ai/search', { query: 'sextant' })
  expect(body.results.length).toBeGreaterThan(0)
  expect(['lexical', 'hybrid']).toContain(body.mode)
  expect(body.coverage).toBeLessThan(1)
})

test('the state names the model, and the list of models of the OpenAI API has it', async () => {
  expect(product.banner).toContain('multilingual-e5-small')
  const client = await clientOf(product, 'program')
  const answer = await client.post('/v1/embeddings', { model: 'multilingual-e5-small-q4', input: 'a text' })
  expect(answer.status).toBe(200)
})
