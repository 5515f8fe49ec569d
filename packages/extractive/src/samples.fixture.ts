/** Texts for tests, like those that students upload. */
export const photosynthesis = `# Photosynthesis

Photosynthesis is the process by which green plants, algae and some bacteria convert light energy into chemical energy. It takes place in the chloroplasts, organelles that contain the green pigment chlorophyll. The overall reaction uses carbon dioxide and water and produces glucose and oxygen.

## Light-dependent reactions

The light-dependent reactions occur in the thylakoid membranes. Chlorophyll absorbs light, mostly in the blue and red wavelengths, and an electron is raised to a higher energy level. Water molecules are split, which releases oxygen as a by-product. The energy of the electrons is used to make ATP and NADPH. For example, a single maple leaf on a sunny day can release about 5 milliliters of oxygen per hour.

## Calvin cycle

The Calvin cycle is a series of reactions in the stroma that builds sugars from carbon dioxide. The enzyme RuBisCO attaches carbon dioxide to a five-carbon sugar called ribulose bisphosphate. ATP and NADPH from the light-dependent reactions supply the energy. The cycle must turn six times to produce one molecule of glucose. Because RuBisCO also binds oxygen, some energy is lost in a process called photorespiration.

## Limiting factors

The rate of photosynthesis depends on light intensity, carbon dioxide concentration and temperature. At low light intensity, the rate rises in proportion to the light. At high temperatures the enzymes of the Calvin cycle denature and the rate falls. Farmers use this knowledge in greenhouses: they raise the carbon dioxide concentration to increase crop yields.
`

export const newton = `Newton's Laws of Motion

Isaac Newton published his three laws of motion in 1687 in the Principia. The laws describe the relationship between the motion of an object and the forces acting on it.

Newton's first law states that an object at rest stays at rest, and an object in motion stays in motion with the same speed and direction, unless acted upon by an unbalanced force. This law is often called the law of inertia. Inertia is the tendency of an object to resist changes in its motion. For example, a passenger in a car is thrown forward when the car brakes suddenly, because the body tends to keep moving.

Newton's second law states that the acceleration of an object is directly proportional to the net force acting on it and inversely proportional to its mass, i.e. F = ma. A force of one newton gives a mass of 1 kg an acceleration of 1 m/s². If the net force doubles, the acceleration doubles too. Heavy trucks need stronger brakes than small cars, since a larger mass needs a larger force for the same deceleration.

Newton's third law states that for every action there is an equal and opposite reaction. When a swimmer pushes the wall backwards, the wall pushes the swimmer forwards. Action and reaction forces act on different objects, so they never cancel each other. Rockets work in the same way: the engine pushes gas out of the nozzle, and the gas pushes the rocket up.

Momentum is the product of mass and velocity. In a closed system the total momentum is conserved. Conservation of momentum follows from the third law.
`

export const revolution = `The French Revolution

The French Revolution was a period of political and social upheaval in France that began in 1789 and ended in the late 1790s with the rise of Napoleon Bonaparte. Its causes were complex: a financial crisis of the monarchy, poor harvests, rising bread prices and the ideas of the Enlightenment all contributed. King Louis XVI had spent vast sums on the American Revolutionary War, which left the state close to bankruptcy.

In May 1789 the king convened the Estates-General, an assembly of the clergy, the nobility and the commoners. The Third Estate, which represented 98 percent of the population, demanded votes by head instead of by estate. When this was refused, its members declared themselves the National Assembly and swore the Tennis Court Oath. On 14 July 1789 crowds stormed the Bastille, a royal prison in Paris. The storming of the Bastille became the symbol of the Revolution.

In August 1789 the National Assembly abolished feudalism and adopted the Declaration of the Rights of Man and of the Citizen. The Declaration proclaimed liberty, property, security and resistance to oppression as natural rights. Women such as Olympe de Gouges demanded that these rights be extended to them. The Constitution of 1791 turned France into a constitutional monarchy.

The monarchy was abolished in September 1792, and Louis XVI was executed in January 1793. The Reign of Terror was a phase of the Revolution from 1793 to 1794 in which the Committee of Public Safety under Maximilien Robespierre had about 17,000 people executed. Robespierre himself was guillotined in July 1794. The Directory governed France until 1799, when Napoleon Bonaparte seized power in the coup of 18 Brumaire.
`

export const zelle = `Die Zelle

Die Zelle ist die kleinste lebende Einheit aller Organismen. Man unterscheidet Zellen mit Zellkern, die Eukaryoten, und Zellen ohne Zellkern, die Prokaryoten. Robert Hooke beschrieb im 17. Jahrhundert als Erster Zellen, als er Kork unter dem Mikroskop betrachtete.

Der Zellkern enthält die Erbinformation in Form von DNA. Er steuert die Vorgänge in der Zelle. Die Mitochondrien sind die Kraftwerke der Zelle: In ihnen wird durch die Zellatmung Energie in Form von ATP gewonnen. Besonders viele Mitochondrien finden sich z. B. in Muskelzellen, weil diese viel Energie verbrauchen. 

Die Zellmembran grenzt die Zelle nach außen ab und regelt den Stoffaustausch. Sie besteht aus einer Doppelschicht von Lipiden, in die Proteine eingelagert sind. Pflanzenzellen besitzen zusätzlich eine Zellwand aus Cellulose, eine große Vakuole und Chloroplasten. In den Chloroplasten findet die Photosynthese statt. Die Photosynthese ist die Umwandlung von Lichtenergie in chemische Energie.

Zellen vermehren sich durch Teilung. Bei der Mitose entstehen aus einer Mutterzelle zwei genetisch gleiche Tochterzellen. Die Meiose dagegen bildet Keimzellen mit halbem Chromosomensatz.
`

export const eau = `Le cycle de l'eau

Le cycle de l'eau est l'ensemble des mouvements de l'eau entre la surface de la Terre, l'atmosphère et le sous-sol. L'énergie du Soleil provoque l'évaporation de l'eau des océans, des lacs et des rivières. Les plantes rejettent aussi de la vapeur d'eau par leurs feuilles : c'est la transpiration.

En s'élevant, la vapeur d'eau se refroidit et se condense en fines gouttelettes qui forment les nuages. La condensation est le passage de l'eau de l'état gazeux à l'état liquide. Lorsque les gouttelettes deviennent trop lourdes, elles tombent sous forme de précipitations, par exemple la pluie, la neige ou la grêle.

Une partie des précipitations ruisselle vers les rivières et rejoint les océans. Une autre partie s'infiltre dans le sol et alimente les nappes phréatiques. Les nappes phréatiques sont des réserves d'eau souterraines qui fournissent une grande part de l'eau potable. En France, environ deux tiers de l'eau potable proviennent des nappes phréatiques.
`

export const fotosentez = `Fotosentez, yeşil bitkilerin ışık enerjisini kimyasal enerjiye dönüştürdüğü süreçtir. Bu olay kloroplastlarda gerçekleşir. Kloroplastlar klorofil adı verilen yeşil bir pigment içerir. Fotosentez sırasında karbondioksit ve su kullanılır, glikoz ve oksijen üretilir. Işık şiddeti arttıkça fotosentez hızı da artar.
`

/** The text in passages of two paragraphs, like the results of a search. */
export const passagesOf = (text: string, filename: string) => {
  const paragraphs = text.split(/\n\n+/)
  const passages: { content: string; filename: string }[] = []
  for (let from = 0; from < paragraphs.length; from += 2) {
    passages.push({ content: paragraphs.slice(from, from + 2).join('\n\n'), filename })
  }
  return passages
}

export const emptyBrief = {
  task: 'chat' as const,
  question: '',
  passages: [] as { content: string; filename: string }[],
  text: '',
  wordsMax: 0,
  depthMax: 0,
  itemsMax: 0,
  style: 'concise' as const,
}
